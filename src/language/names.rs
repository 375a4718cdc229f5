//! The words in and around names.

/// The words in and around names.
pub struct NameWords {
    /// The names that are known before any text is read.
    pub lists: NameLists,
    /// Endings of the possessive, with each apostrophe that texts have.
    pub possessive_endings: &'static [&'static str],
    /// Words, and signs, that join the words of a name: "of" in "Bank of England".
    pub connectives: &'static [&'static str],
    /// Nouns that may follow the name of a stock index and belong to it: "Average".
    pub index_nouns: &'static [&'static str],
    /// The ways in which one name is written.
    pub forms: NameForms,
    /// The words for what persons are.
    pub roles: RoleWords,
    /// The words around the names of places.
    pub places: PlaceWords,
    /// The words by which it is told whether a name is that of an entry of a list.
    pub links: LinkWords,
}

/// Lists of names and words, as texts of one entry a line; `models/README.md` says where they are from.
pub struct NameLists {
    /// Classes of words that stand in like contexts: the path of the class in a binary tree of
    /// classes, as a string of zeros and ones, then its words, parted by spaces.
    pub word_classes: &'static str,
    /// Given names of persons.
    pub given_names: &'static str,
    /// Surnames.
    pub surnames: &'static str,
    /// Places of the world, bigger ones first. Cells parted by tabs: kind, ISO 3166-1 code of the
    /// country, GeoNames number, population, the names of the place, parted by "|", and of a city
    /// the code of its region, where that is known.
    pub places: &'static str,
    /// Regions of the first level of all countries, bigger ones first. Cells parted by tabs: code of
    /// ISO 3166-2, whose part after the hyphen may be missing, GeoNames number, the people of its
    /// cities, and its names, parted by "|".
    pub regions: &'static str,
    /// Organizations of the world. Cells parted by tabs, the last ones of which may be missing: title of
    /// the article in the English Wikipedia ("=": the first of the names), number in Wikidata, ISO
    /// 3166-1 code, ISIN, market identifier code and ticker parted by ":", names parted by "|", and
    /// words parted by "|". A name after "?" has other owners.
    pub organizations: &'static str,
    /// Officials. Cells parted by tabs: number in Wikidata, first and last day in office, a word for
    /// presidents, and names parted by "|".
    pub officials: &'static str,
    /// Stock indices of the world.
    pub stock_indices: &'static str,
}

/// The ways in which one name is written. Words are in lowercase, without accents and dots.
pub struct NameForms {
    /// Articles before a name that are no part of it.
    pub articles: &'static [&'static str],
    /// The ending of the plural.
    pub plural_ending: PluralEnding,
    /// Titles before a person's name that are no part of it.
    pub honorifics: &'static [&'static str],
    /// Suffixes that tell persons of one name in a family apart: "jr".
    pub generations: &'static [&'static str],
    /// Suffixes that tell the legal form or kind of a company.
    pub company_suffixes: &'static [&'static str],
    /// Words that acronyms leave out.
    pub acronym_stop_words: &'static [&'static str],
    /// Short forms of given names, each with a given name that it is short for.
    pub short_given_names: &'static [(&'static str, &'static str)],
}

/// The endings of the plural of names of groups and products.
pub struct PluralEnding {
    /// The ending that is appended.
    pub ending: char,
    /// An ending that is no plural although its last letter is that of one.
    pub except: &'static str,
    /// Words of at most so many bytes are no plurals.
    pub longest_singular: usize,
}

/// The words of titles before a person's name ("US Secretary of State Antony Blinken") and of
/// descriptions between commas after it ("Wang Yi, China's top diplomat,").
pub struct RoleWords {
    /// Nouns for what a person can be, in lowercase, parted by white space.
    pub roles: &'static str,
    /// Words of a title before its noun or between its parts, in lowercase, parted by white space.
    pub modifiers: &'static str,
    /// Words before a title that do not belong to it, in lowercase, parted by white space.
    pub openers: &'static str,
    /// Words that no title has, mostly forms of verbs: what has one is a clause.
    pub clause_words: &'static [&'static str],
    /// Articles before a description.
    pub articles: &'static [&'static str],
    /// Prepositions after the noun of a title: "of" in "Secretary of State".
    pub title_prepositions: &'static [&'static str],
    /// Prepositions after the noun of a description.
    pub description_prepositions: &'static [&'static str],
}

/// The words around the names of places, by which it is told which place of a name is meant. All but
/// the demonyms are in lowercase.
pub struct PlaceWords {
    /// The names of peoples and their adjectives: ISO 3166-1 code and words of each country, parted by
    /// ";". Hyphens stand for spaces.
    pub demonyms: &'static str,
    /// Nouns after the name of a region: "state" in "Washington state".
    pub region_nouns: &'static [&'static str],
    /// Nouns after the name of a city.
    pub city_nouns: &'static [&'static str],
    /// Words before the name of a region: "state of".
    pub of_region: &'static [&'static str],
    /// Words before the name of a city: "mayor of".
    pub of_city: &'static [&'static str],
    /// What stands between a place and the region or country that it is in, the closest tie first:
    /// the comma of "Tripoli, Lebanon".
    pub inside: &'static [&'static str],
}

/// The words by which it is told whether a name is that of an entry of a list.
pub struct LinkWords {
    /// Words of texts about companies, in lowercase.
    pub company_words: &'static [&'static str],
    /// Words of texts about the officials of the list, in lowercase.
    pub official_words: &'static [&'static str],
    /// The title of those officials who are known by their names for long, in lowercase.
    pub president: &'static str,
    /// The short names of exchanges before a colon and a ticker, in capitals, and their market
    /// identifier codes (ISO 10383).
    pub exchanges: &'static [(&'static str, &'static str)],
    /// The same for what follows a ticker and a dot: "BARC.L".
    pub exchange_suffixes: &'static [(&'static str, &'static str)],
}
