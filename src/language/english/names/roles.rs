//! Offices and occupations that stand before or after a person's name.

use crate::language::RoleWords;

pub(super) const ROLES: RoleWords = RoleWords {
    roles: "actor actress activist adviser advisor advocate agent ambassador analyst archbishop \
        artist assistant astronaut athlete attorney author banker bishop boss boxer broker cardinal \
        captain ceo cfo chair chairman chairperson chairwoman chancellor chef chief cleric coach \
        colonel columnist commander commissioner composer congressman congresswoman consultant \
        coordinator correspondent councillor councilman counsel counselor critic dean defender \
        deputy designer developer dictator diplomat director doctor driver economist editor emir \
        engineer envoy executive expert farmer filmmaker firefighter footballer forward founder \
        co-founder general goalkeeper governor guitarist head historian imam inspector investigator \
        investor journalist judge justice king lawmaker lawyer leader lecturer legislator lieutenant \
        magistrate major manager mayor member midfielder minister model monk monarch mp musician \
        novelist nurse officer official owner partner pastor philosopher photographer physician \
        pilot player poet policeman politician pope premier president priest prime prince princess \
        principal producer professor prosecutor publisher queen rebel rapper referee reporter \
        representative researcher scientist secretary senator sergeant sheikh sheriff singer soldier \
        speaker spokesman spokesperson spokeswoman strategist striker student sultan superintendent \
        surgeon teacher technician trader treasurer trustee victim warlord winner worker writer",
    modifiers: "former then acting interim deputy vice assistant associate senior chief top prime \
        foreign defense defence interior finance health justice education trade energy transport \
        agriculture environment labour labor home culture sports police army navy military \
        opposition party state federal national regional local provincial district county city town \
        parliamentary presidential executive managing general co-founder founding veteran leading \
        lead longtime rebel government company union rights human political security intelligence \
        communist of and for the to in supreme high us un eu uk",
    openers: "of and for the to in then a an his her its their but when while as according by with \
        from after before on at since if yet so mr mrs ms monday tuesday wednesday thursday friday \
        saturday sunday earlier later meanwhile",
    clause_words: &[
        "who", "which", "said", "says", "whose", "and", "but", "was", "is", "has", "had", "told",
    ],
    articles: &["a", "an", "the"],
    title_prepositions: &["of", "for", "at", "in", "to"],
    description_prepositions: &["of", "for", "at", "in", "with"],
};
