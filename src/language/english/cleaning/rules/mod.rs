//! The rules, in the order in which they are tried.

mod advertising;
mod comments;
mod cookies;
mod copyright;
mod navigation;
mod people;
mod related;
mod sharing;
mod subscription;

use crate::language::FurnitureRule;

pub(super) const RULES: &[FurnitureRule] = &[
    comments::COMMENT_FORM,
    sharing::SHARE_BUTTONS,
    cookies::COOKIE_NOTICE,
    copyright::COPYRIGHT,
    related::RELATED_LINKS,
    related::FOREIGN_RELATED_LINKS,
    advertising::ADVERTISEMENT,
    advertising::AGENCY_PRODUCTS,
    advertising::AFFILIATE_DISCLOSURE,
    navigation::NAVIGATION,
    subscription::NEWSLETTER,
    subscription::SIGN_UP_TERMS,
    people::PHOTO_CREDIT,
    people::AUTHOR_NOTE,
];
