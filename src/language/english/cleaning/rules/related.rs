//! Pointers to other articles.

use crate::{
    document::Reason,
    language::{FurnitureRule, Pattern, alternative},
};

pub(super) const RELATED_LINKS: FurnitureRule = FurnitureRule {
    name: "related_links",
    reason: Reason::RelatedLinks,
    confidence: 0.9,
    max_words: 30,
    cues: &[],
    pattern: Pattern {
        before: "^(",
        alternatives: &[
            alternative(
                "read (more|also|next|this|related)",
                "READ MORE: Ferry fares to rise",
                "Reading more books is her plan for the winter.",
            ),
            alternative(
                r"related( (stories|articles|content|topics|news|links))?\b *:?$",
                "Related stories",
                "Related claims were heard by a court in May.",
            ),
            alternative(
                "related:",
                "Related: Ferry fares to rise",
                "Related to the case is a claim over the bridge.",
            ),
            alternative(
                r"more (on this|from|stories|news)\b([^.]{0,80}[^.])?$",
                "More from the harbour",
                "More news of the talks is expected on Monday.",
            ),
            alternative(
                "see also",
                "See also: how the bridge was built",
                "Seen also on the quay were two ministers.",
            ),
            alternative(
                "also read",
                "Also read: the ferry's long winter",
                "Also on the list is the old bridge.",
            ),
            alternative(
                "recommended( for you)?$",
                "Recommended for you",
                "Recommended for the post by the council, she declined.",
            ),
            alternative(
                r"most (read|popular|viewed)\b.{0,30}$",
                "Most read in Business",
                "Most popular with visitors in the first week of May were the boats.",
            ),
            alternative(
                r"trending( now)?\b[^.]{0,60}$",
                "Trending now",
                "Trending songs earn little, the union said.",
            ),
            alternative(
                "you (may|might) (also )?like",
                "You might also like",
                "You may enter the harbour from noon, the port said.",
            ),
            alternative(
                "watch( now)?:",
                "Watch: the ferry returns",
                "Watch out for ice on the quay, the port said.",
            ),
            alternative(
                "listen:",
                "Listen: the captain's story",
                "Listen to the unions, the minister was told.",
            ),
            alternative(
                "don['’]t miss",
                "Don’t miss our guide to the islands",
                "Don Brook missed the vote on Monday.",
            ),
            alternative("up next", "Up next", "Up to ten ships wait outside the harbour."),
            alternative(
                "in case you missed",
                "In case you missed it",
                "In case of fire the ferry turns back, the port said.",
            ),
            alternative(
                "editor['’]?s['’]? picks?",
                "Editor's picks",
                "Editors chose the winner on Monday.",
            ),
            alternative(
                "top stories",
                "Top stories",
                "Top storeys of the tower were empty when it burned.",
            ),
            alternative(
                "latest (news|stories)$",
                "Latest news",
                "Latest news of the talks came on Monday.",
            ),
        ],
        after: ")",
    },
};

/// English pages of publishers from elsewhere have them in the language of their house.
pub(super) const FOREIGN_RELATED_LINKS: FurnitureRule = FurnitureRule {
    name: "foreign_related_links",
    reason: Reason::RelatedLinks,
    confidence: 0.9,
    max_words: 40,
    cues: &[],
    pattern: Pattern {
        before: "^(",
        alternatives: &[
            alternative(
                "(lesen sie (auch|hier|mehr)|mehr zum thema|auch interessant|das könnte sie (auch )?interessieren|weiterlesen)\\b",
                "Lesen Sie auch: Die Fähre kommt wieder",
                "Lesen Sie, the teacher wrote on the board, was all he knew.",
            ),
            alternative(
                "([àa] lire (aussi|également)|lire (aussi|la suite|également)|voir aussi|sur le même (sujet|thème))\\b",
                "À lire aussi : le retour du bac",
                "Lire fell against the franc in 1992.",
            ),
            alternative(
                "(lea también|lee también|leer más|te puede interesar|le puede interesar|vea también|noticias relacionadas)\\b",
                "Lea también: vuelve el transbordador",
                "Lea Salonga sang on Monday.",
            ),
            alternative(
                "(lei[ao] (também|mais)|veja também|saiba mais|ler mais|notícias relacionadas)\\b",
                "Leia também: a balsa voltou",
                "Leia Organa was her favourite.",
            ),
            alternative(
                "(leggi anche|leggi tutto|potrebbe interessarti|approfondisci|articoli correlati)\\b",
                "Leggi anche: torna il traghetto",
                "Leggi, the Italian word for laws, is on the wall.",
            ),
            alternative(
                "(lees ook|lees meer|les også|les mer|läs (också|mer|även)|lue myös|czytaj (też|także|więcej)|zobacz też|čtěte také|přečtěte si|olvasta már|citește și|ayrıca okuyun|ilgili haberler|baca juga)\\b",
                "Baca juga: Feri kembali",
                "Baca, a town in the hills, was flooded.",
            ),
            alternative(
                "(читайте (также|ещё|еще)|смотрите также|по теме|читайте також)",
                "Читайте также: паром вернулся",
                "The sign read Читай, which means read.",
            ),
            alternative(
                "(اقرأ أيض|إقرأ أيض|اقرأ المزيد|مواضيع ذات صلة|مقالات ذات صلة|أخبار ذات صلة)",
                "اقرأ أيضا: عودة العبارة",
                "The first word of the book is اقرأ, or read.",
            ),
            alternative(
                "(相关(阅读|新闻|文章|报道)|延伸阅读|延伸閱讀|相關(新聞|閱讀|文章)|推荐阅读|推薦閱讀|更多(新闻|新聞))",
                "相关阅读：渡轮回来了",
                "The characters 相关 mean related.",
            ),
            alternative(
                "(関連(記事|ニュース|リンク)|あわせて読みたい|こちらも(読む|おすすめ)|続きを読む|관련 ?기사|더 보기)",
                "関連記事：フェリーが戻る",
                "The word 関連 stood on the wall.",
            ),
        ],
        after: ")",
    },
};
