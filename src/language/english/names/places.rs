//! The words around the names of places.

use crate::language::PlaceWords;

pub(super) const PLACES: PlaceWords = PlaceWords {
    demonyms: "AF Afghan Afghans;AL Albanian Albanians;DZ Algerian Algerians;AO Angolan Angolans;\
        AR Argentine Argentines Argentinian Argentinians Argentinean;AM Armenian Armenians;\
        AU Australian Australians Aussie;AT Austrian Austrians;AZ Azerbaijani Azerbaijanis Azeri;\
        BS Bahamian Bahamians;BH Bahraini Bahrainis;BD Bangladeshi Bangladeshis;BB Barbadian;\
        BY Belarusian Belarusians Belarussian;BE Belgian Belgians;BZ Belizean;BJ Beninese;\
        BT Bhutanese;BO Bolivian Bolivians;BA Bosnian Bosnians;BW Botswanan;BR Brazilian Brazilians;\
        BN Bruneian;BG Bulgarian Bulgarians;BF Burkinabe;MM Burmese Myanmarese;BI Burundian Burundians;\
        KH Cambodian Cambodians;CM Cameroonian Cameroonians;CA Canadian Canadians;TD Chadian Chadians;\
        CL Chilean Chileans;CN Chinese;CO Colombian Colombians;CR Costa-Rican Costa-Ricans;\
        HR Croatian Croatians Croat Croats;CU Cuban Cubans;CY Cypriot Cypriots;CZ Czech Czechs;\
        DK Danish Dane Danes;DO Dominican Dominicans;NL Dutch Dutchman;EC Ecuadorian Ecuadorean \
        Ecuadorians;EG Egyptian Egyptians;AE Emirati Emiratis;ER Eritrean Eritreans;\
        EE Estonian Estonians;ET Ethiopian Ethiopians;FJ Fijian Fijians;PH Filipino Filipinos \
        Philippine;FI Finnish Finn Finns;FR French Frenchman;GA Gabonese;GE Georgian Georgians;GM Gambian Gambians;\
        DE German Germans;GH Ghanaian Ghanaians;GR Greek Greeks;GT Guatemalan Guatemalans;\
        GY Guyanese;HT Haitian Haitians;HN Honduran Hondurans;HU Hungarian Hungarians;\
        IS Icelandic Icelander;IN Indian Indians;ID Indonesian Indonesians;IR Iranian Iranians;\
        IQ Iraqi Iraqis;IE Irish Irishman;IL Israeli Israelis;IT Italian Italians;CI Ivorian Ivorians;\
        JM Jamaican Jamaicans;JP Japanese;JO Jordanian Jordanians;KZ Kazakh Kazakhs Kazakhstani;\
        KE Kenyan Kenyans;XK Kosovar Kosovars;KW Kuwaiti Kuwaitis;KG Kyrgyz;LA Laotian Laotians Lao;\
        LV Latvian Latvians;LB Lebanese;LR Liberian Liberians;LY Libyan Libyans;\
        LT Lithuanian Lithuanians;LU Luxembourgish;MG Malagasy;MW Malawian Malawians;\
        MY Malaysian Malaysians;MV Maldivian Maldivians;ML Malian Malians;MT Maltese;\
        MR Mauritanian Mauritanians;MU Mauritian;MX Mexican Mexicans;MD Moldovan Moldovans;\
        MN Mongolian Mongolians;ME Montenegrin Montenegrins;MA Moroccan Moroccans;\
        MZ Mozambican Mozambicans;NA Namibian Namibians;NP Nepali Nepalese Nepalis;\
        NZ New-Zealander New-Zealanders Kiwi;NI Nicaraguan Nicaraguans;NE Nigerien Nigeriens;\
        NG Nigerian Nigerians;KP North-Korean North-Koreans;NO Norwegian Norwegians;OM Omani Omanis;\
        PK Pakistani Pakistanis;PS Palestinian Palestinians;PA Panamanian Panamanians;\
        PG Papua-New-Guinean;PY Paraguayan Paraguayans;PE Peruvian Peruvians;PL Polish Pole Poles;\
        PT Portuguese;PR Puerto-Rican Puerto-Ricans;QA Qatari Qataris;RO Romanian Romanians;\
        RU Russian Russians;RW Rwandan Rwandans;SV Salvadoran Salvadorans;WS Samoan Samoans;\
        SA Saudi Saudis Saudi-Arabian;SN Senegalese;RS Serbian Serbians Serb Serbs;\
        SL Sierra-Leonean Sierra-Leoneans;SG Singaporean Singaporeans;SK Slovak Slovaks Slovakian;\
        SI Slovenian Slovenians Slovene Slovenes;SO Somali Somalis;ZA South-African South-Africans;\
        KR South-Korean South-Koreans;SS South-Sudanese;ES Spanish Spaniard Spaniards;LK Sri-Lankan \
        Sri-Lankans;SD Sudanese;SR Surinamese;SE Swedish Swede Swedes;CH Swiss;SY Syrian Syrians;\
        TW Taiwanese;TJ Tajik Tajiks;TZ Tanzanian Tanzanians;TH Thai Thais;TG Togolese;TO Tongan;\
        TN Tunisian Tunisians;TR Turkish Turk Turks;TM Turkmen;UG Ugandan Ugandans;\
        UA Ukrainian Ukrainians;GB British Briton Britons English Englishman Scottish Scots Welsh;\
        US American Americans;UY Uruguayan Uruguayans;UZ Uzbek Uzbeks;VE Venezuelan Venezuelans;\
        VN Vietnamese;YE Yemeni Yemenis;ZM Zambian Zambians;ZW Zimbabwean Zimbabweans",
    region_nouns: &[
        "state",
        "province",
        "region",
        "governorate",
        "oblast",
        "prefecture",
        "department",
        "territory",
        "canton",
        "division",
    ],
    city_nouns: &["city", "town"],
    of_region: &[
        "state of",
        "province of",
        "region of",
        "governorate of",
        "prefecture of",
        "department of",
        "territory of",
        "canton of",
    ],
    of_city: &["city of", "town of", "port of", "mayor of", "suburb of", "capital of"],
    inside: &[", ", " in ", " ("],
};
