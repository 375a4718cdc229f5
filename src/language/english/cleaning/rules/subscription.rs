//! Offers of newsletters and subscriptions, and their terms.

use crate::{
    document::Reason,
    language::{FurnitureRule, Pattern, alternative},
};

pub(super) const NEWSLETTER: FurnitureRule = FurnitureRule {
    name: "newsletter",
    reason: Reason::SubscriptionAppeal,
    confidence: 0.9,
    max_words: 45,
    cues: &[
        "sign up",
        "subscri",
        "register",
        "newsletter",
        "free trial",
        "payment options",
        "support us",
        "support our",
        "support the",
        "support independent",
        "donate",
        "become a",
        "already a",
        "existing",
        "inbox",
        "your email",
        "your e-mail",
        "click here to",
        "join our",
        "follow us",
    ],
    pattern: Pattern {
        before: "",
        alternatives: &[
            alternative(
                r"\b(sign up|subscribe|register)\b.{0,60}\b(newsletters?|inbox)\b",
                "Sign up for our newsletter",
                "Voters have to register by noon, and can sign up for alerts from today.",
            ),
            alternative(
                r"^((please|to|click here to) )?(sign up|subscribe|register)\b.{0,60}\b(alerts?|updates|briefing|podcast|for free|now|today|here)\b",
                "Sign up for breaking news alerts",
                "Residents can sign up for flood alerts at the town hall.",
            ),
            alternative(
                r"\bnewsletters?\b.{0,60}\b(sign up|subscribe|inbox)",
                "Our newsletter lands in your inbox every day.",
                "The party's newsletter was sent to every home.",
            ),
            alternative(
                r"\b(deliver\w*|straight|sent|direct\w*) (right |straight |directly )?(in)?to your (e-?mail )?(inbox|e-?mail)",
                "The news of the port, straight to your inbox.",
                "Parcels are delivered to your door, the firm promised.",
            ),
            alternative(
                r"^subscribe\b",
                "Subscribe to The Harbour Times",
                "Subscribers left the paper in May.",
            ),
            alternative(
                r"^(become an?|already an?|existing) (\w+ )?(subscriber|member|supporter|patron)s?\b",
                "Become a supporter",
                "Existing laws protect the members of the union.",
            ),
            alternative(
                r"\balready an? (\w+ )?(subscriber|member|supporter)\?",
                "Are you already a subscriber?",
                "The country wants to become a member of the alliance, and is already a member of the union.",
            ),
            alternative(
                r"\bclick here to (subscribe|donate|support|sign|read|join|get)",
                "Please click here to donate",
                "One click is enough to donate, the charity said.",
            ),
            alternative(
                r"\bjoin our (community|newsletter|whatsapp|telegram|channel)",
                "Join our WhatsApp channel",
                "Neighbours will join our protest, the union said.",
            ),
            alternative(
                r"\bsupport (our|independent|local|quality) (journalism|reporting|news)\b.{0,40}\b(becom|subscri|donat|join|member)",
                "Support independent journalism by becoming a member.",
                "The fund will support independent journalism on the islands.",
            ),
            alternative(
                r"\bfollow us on\b",
                "Follow us on our channels for more",
                "Dogs follow us onto the ferry, the crew said.",
            ),
            alternative(
                r"^(start|get|try|begin)\b.{0,30}\bfree trial",
                "Start your free trial",
                "A fair and free trial is his right, the court said.",
            ),
            alternative(
                "^(view |see |more |other )*payment options",
                "See payment options",
                "Farmers have other payment options, the bank said.",
            ),
            alternative(
                r"^(support (us|our|independent)|donate|become a member)\b.{0,40}(→|»|>|$)",
                "Donate »",
                "Donate blood if you can, the clinic asked its visitors on Monday morning.",
            ),
        ],
        after: "",
    },
};

pub(super) const SIGN_UP_TERMS: FurnitureRule = FurnitureRule {
    name: "sign_up_terms",
    reason: Reason::SubscriptionAppeal,
    confidence: 0.9,
    max_words: 90,
    cues: &[
        "you agree",
        "you consent",
        "you ack",
        "you acc",
        "you confirm",
        "i agree",
        "privacy",
        "recaptcha",
        "unsubscribe",
        "valid e",
        "your e-mail",
        "your email",
        "your inbox",
    ],
    pattern: Pattern {
        before: "",
        alternatives: &[
            alternative(
                r"\bby (signing up|subscribing|submitting|registering|clicking|entering|providing|creating)\b.{0,80}\b(you|i) (agree|consent|acknowledge|accept|confirm)\b",
                "By signing up, you agree to our terms.",
                "By signing up, the two ports agreed to share the costs.",
            ),
            alternative(
                "^privacy notice",
                "Privacy notice",
                "Privacy was all that the judge took notice of.",
            ),
            alternative(
                "recaptcha (and|verif|check)",
                "This form uses reCAPTCHA and may keep data.",
                "The firm that made reCAPTCHA was founded in 2007.",
            ),
            alternative(
                "protected by recaptcha",
                "Protected by reCAPTCHA",
                "The old town is protected by walls.",
            ),
            alternative(
                r"\bunsubscribe (at )?any",
                "You can unsubscribe at any time.",
                "Readers unsubscribe when prices rise, the paper said.",
            ),
            alternative(
                "privacy policy and terms",
                "See the privacy policy and terms.",
                "The privacy policy of the bank has no such terms.",
            ),
            alternative(
                "terms (of (use|service)|and conditions) and (our )?privacy",
                "Our terms of use and our privacy rules apply.",
                "The terms of use and the price are secret, the port said.",
            ),
            alternative(
                r"\binvalid e-?mail",
                "Invalid email",
                "Invalid ballots were counted twice.",
            ),
            alternative(
                r"\bvalid e-?mail",
                "Please give a valid e-mail address.",
                "A valid envelope has a stamp, the post office said.",
            ),
            alternative(
                "^(please )?enter your e-?mail",
                "Enter your email",
                "Hackers enter your e-mail through old software, the firm warned.",
            ),
            alternative(
                "check your inbox",
                "Now check your inbox",
                "Check your tyres before the winter, the police said.",
            ),
        ],
        after: "",
    },
};
