//! English words by what they are about.

use crate::language::WordGroup;

pub(super) const LEXICON: &[(WordGroup, &str)] = &[
    (
        WordGroup::Function,
        "a about after all also an and are as at be because been but by can could did do \
         does for from had has have he her him his how if in into is it its like may might \
         more most no not now of on one only or other out over s she should so some such t \
         than that the their them then there they this those to two under until up was were \
         what when where which while who will with would d ll re ve m being before during \
         against between these both each few any same own just very",
    ),
    (
        WordGroup::Attribution,
        "said says told according added announced reported asked explained noted wrote \
         stated claimed confirmed argued warned insisted",
    ),
    (WordGroup::SecondPerson, "you your yours yourself"),
    (WordGroup::FirstPersonPlural, "we our ours us"),
    (WordGroup::FirstPersonSingular, "i me my mine myself"),
    (
        WordGroup::Sharing,
        "share tweet email print pin copy whatsapp linkedin reddit telegram pinterest \
         flipboard save bookmark",
    ),
    (
        WordGroup::SocialNetworks,
        "facebook twitter instagram youtube tiktok threads follow social snapchat",
    ),
    (
        WordGroup::Subscription,
        "subscribe subscriber subscribers subscription subscriptions membership member \
         members unlock unlimited premium trial digital access supporter supporters insider",
    ),
    (
        WordGroup::Donation,
        "donate donation donations support contribute contribution contributions fund \
         nonprofit independent tax deductible readers",
    ),
    (
        WordGroup::Comments,
        "comment comments reply replies discussion conversation moderated respectful \
         commenting",
    ),
    (
        WordGroup::RelatedLinks,
        "related recommended trending popular viewed stories topics explore recommends \
         missed latest",
    ),
    (
        WordGroup::Media,
        "read watch listen see view click here full gallery video videos photos podcast \
         episode",
    ),
    (WordGroup::Cookies, "cookie cookies consent preferences gdpr tracking opt settings accept"),
    (
        WordGroup::Copyright,
        "copyright rights reserved reproduced reprint permission licensed syndicated \
         trademark",
    ),
    (
        WordGroup::Pictures,
        "photo photograph image picture getty reuters afp ap epa shutterstock courtesy \
         handout file photographer credit pictured illustration istock alamy gallo",
    ),
    (
        WordGroup::Bylines,
        "by reporter correspondent editor staff writer author contributor columnist \
         journalist",
    ),
    (
        WordGroup::Advertising,
        "ad ads advertisement advertisements advertising sponsored sponsor promoted \
         affiliate commission purchase buy deals discount coupon shop",
    ),
    (
        WordGroup::Timestamps,
        "updated published posted modified edt est gmt pst pdt ist bst utc am pm ago min \
         read",
    ),
    (
        WordGroup::Sections,
        "home news sports sport business opinion politics entertainment lifestyle weather \
         obituaries classifieds world local technology health science culture travel food \
         money arts tv",
    ),
    (
        WordGroup::Navigation,
        "menu search skip login log sign account profile close open toggle navigation \
         sections subscribe previous next back top loading more",
    ),
    (
        WordGroup::Newsletters,
        "newsletter newsletters inbox alerts notifications signup briefing delivered daily \
         weekly morning straight",
    ),
    (
        WordGroup::Policies,
        "privacy policy terms conditions service contact careers accessibility sitemap faq \
         help about disclaimer california notice",
    ),
    (
        WordGroup::Calendar,
        "january february march april may june july august september october november \
         december jan feb mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday \
         thursday friday saturday sunday mon tue wed thu fri sat sun",
    ),
    (WordGroup::Apps, "app android ios iphone download store google play apple"),
    (
        WordGroup::Credits,
        "reporting editing writing additional contributed compiled written edited report \
         inputs agencies associated press",
    ),
    (
        WordGroup::AuthorNotes,
        "is graduate covers lives based reach covering joined award winning previously \
         degree university she he twitter",
    ),
    (
        WordGroup::Corrections,
        "correction clarification editor note story article version originally appeared \
         first",
    ),
];
