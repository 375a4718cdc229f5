//! The words that tell the gender of a person in English.

use crate::language::GenderWords;

pub(super) const WORDS: GenderWords = GenderWords {
    given_names: include_str!("../../../models/given-name-genders.tsv"),
    female_nouns: "mrs ms miss madam lady dame queen princess duchess countess baroness empress sheikha \
        sultana sister mother grandmother wife widow daughter granddaughter girl woman \
        girlfriend fiancee fiancée aunt niece actress chairwoman congresswoman councilwoman \
        assemblywoman spokeswoman businesswoman policewoman alderwoman saleswoman stateswoman \
        sportswoman heiress hostess waitress housewife midwife nun abbess señora doña señorita frau \
        madame mademoiselle ballerina soprano bride grandma mum mom ex-wife",
    male_nouns: "mr mister sir lord king prince duke count baron emperor sultan sheikh emir father \
        grandfather husband widower son grandson boy man boyfriend fiance fiancé uncle nephew \
        chairman congressman councilman assemblyman spokesman businessman policeman alderman \
        salesman statesman sportsman fisherman fireman clergyman monk imam ayatollah rabbi \
        cardinal pope archbishop friar señor don herr monsieur bridegroom groom grandpa dad \
        ex-husband gentleman craftsman",
    female_pronouns: &["she", "her", "hers", "herself"],
    male_pronouns: &["he", "him", "his", "himself"],
};
