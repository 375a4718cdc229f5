//! Words that tell running text from furniture, by what they are about.

use crate::text::word::hash;
use rustc_hash::FxHashMap;

/// The groups; a group's place is its bit.
const GROUPS: [&str; 27] = [
    // Function words: running text is a third to a half of them.
    "a about after all also an and are as at be because been but by can could did do does for from \
     had has have he her him his how if in into is it its like may might more most no not now of on \
     one only or other out over s she should so some such t than that the their them then there \
     they this those to two under until up was were what when where which while who will with would \
     d ll re ve m being before during against between these both each few any same own just very",
    "said says told according added announced reported asked explained noted wrote stated claimed \
     confirmed argued warned insisted",
    "you your yours yourself",
    "we our ours us",
    "i me my mine myself",
    "share tweet email print pin copy whatsapp linkedin reddit telegram pinterest flipboard save \
     bookmark",
    "facebook twitter instagram youtube tiktok threads follow social snapchat",
    "subscribe subscriber subscribers subscription subscriptions membership member members unlock \
     unlimited premium trial digital access supporter supporters insider",
    "donate donation donations support contribute contribution contributions fund nonprofit \
     independent tax deductible readers",
    "comment comments reply replies discussion conversation moderated respectful commenting",
    "related recommended trending popular viewed stories topics explore recommends missed latest",
    "read watch listen see view click here full gallery video videos photos podcast episode",
    "cookie cookies consent preferences gdpr tracking opt settings accept",
    "copyright rights reserved reproduced reprint permission licensed syndicated trademark",
    "photo photograph image picture getty reuters afp ap epa shutterstock courtesy handout file \
     photographer credit pictured illustration istock alamy gallo",
    "by reporter correspondent editor staff writer author contributor columnist journalist",
    "ad ads advertisement advertisements advertising sponsored sponsor promoted affiliate commission \
     purchase buy deals discount coupon shop",
    "updated published posted modified edt est gmt pst pdt ist bst utc am pm ago min read",
    "home news sports sport business opinion politics entertainment lifestyle weather obituaries \
     classifieds world local technology health science culture travel food money arts tv",
    "menu search skip login log sign account profile close open toggle navigation sections \
     subscribe previous next back top loading more",
    "newsletter newsletters inbox alerts notifications signup briefing delivered daily weekly \
     morning straight",
    "privacy policy terms conditions service contact careers accessibility sitemap faq help about \
     disclaimer california notice",
    "january february march april may june july august september october november december jan feb \
     mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday \
     sunday mon tue wed thu fri sat sun",
    "app android ios iphone download store google play apple",
    "reporting editing writing additional contributed compiled written edited report inputs agencies \
     associated press",
    "is graduate covers lives based reach covering joined award winning previously degree university \
     she he twitter",
    "correction clarification editor note story article version originally appeared first",
];

/// The group of function words.
pub(crate) const STOP: u32 = 1;
/// The number of groups.
pub(crate) const COUNT: usize = GROUPS.len();

/// The words by their hashes.
pub(crate) struct Lexicon(FxHashMap<u64, u32>);

impl Lexicon {
    /// Prepares the words.
    pub fn new() -> Self {
        let mut words: FxHashMap<u64, u32> = FxHashMap::default();
        for (group, list) in GROUPS.iter().enumerate() {
            for word in list.split_whitespace() {
                *words.entry(hash(word)).or_default() |= 1 << group;
            }
        }
        Self(words)
    }

    /// The groups of a word, given by its hash: a bit for each.
    pub fn groups(&self, word: u64) -> u32 {
        self.0.get(&word).copied().unwrap_or_default()
    }
}
