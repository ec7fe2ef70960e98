//! The words a date is written with, in every language at once.
//!
//! Months and weekdays, wide and abbreviated, format (genitive) and
//! stand-alone, are those of the Unicode CLDR 48.2 (`cldr-dates-full`,
//! `ca-gregorian.json`; locales en, en-GB, en-AU, de, de-AT, fr, fr-CA, es,
//! es-MX, pt, pt-PT, it, nl, ru, pl, tr, ca, cs, da, el, fi, hu, id, nb, ro, sv,
//! uk), © 2004-2026 Unicode, Inc., used
//! under the Unicode License V3 (SPDX: Unicode-3.0), whose notice stands in
//! `LICENSES/Unicode-3.0.txt`. Chinese, Japanese and Korean write a month as a
//! number and a mark, which the scanner reads. Everything else here (seasons,
//! parts of a month, little words, misspellings) is this project's own.
//!
//! One look-up serves all languages, because no name means two months: a test
//! holds the table to it. So a page may mix them, and often does.

use std::sync::LazyLock;

/// What a word says about a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Name {
    /// A month, from 1.
    Month(u32),
    Weekday,
    Season,
    /// `semester`, `term`: may follow a season.
    Term,
    /// `early`, `mid`, `late`: a part of a month or year.
    Phase,
    /// `of`, `de`, `the`, `in`: may stand before a date or inside it.
    Little,
    /// `to`, `until`: between the ends of a range.
    Until,
    /// `and`: between two months.
    And,
    /// `present`, `now`: the open end of a range.
    Present,
    /// `th`, `st`, `er`: right after a day.
    Ordinal,
    /// `am`, `UTC`, `г.`: may follow a time or a year.
    Suffix,
}

/// What `word` means in a date; any case, with or without diacritics.
pub(super) fn lookup(word: &str) -> Option<Name> {
    // Nearly every word is ASCII and short, and then needs no string of its own.
    let mut ascii = [0; 24];
    match ascii.get_mut(..word.len()) {
        Some(folded) if word.is_ascii() => {
            folded.copy_from_slice(word.as_bytes());
            folded.make_ascii_lowercase();
            named(folded)
        }
        _ => named(fold(word).as_bytes()),
    }
}

fn named(folded: &[u8]) -> Option<Name> {
    let first = usize::from(*folded.first()?);
    // Of most words the first letter and the length tell that they are no name.
    let length = u32::try_from(folded.len()).ok()?;
    if NAMES.lengths[first].checked_shr(length).unwrap_or(0) & 1 == 0 {
        return misspelt(folded);
    }
    let alike = &NAMES.sorted[NAMES.starts[first]..NAMES.starts[first + 1]];
    match alike.binary_search_by(|(name, _)| name.as_bytes().cmp(folded)) {
        Ok(found) => Some(alike[found].1),
        Err(_) => misspelt(folded),
    }
}

struct Names {
    sorted: Vec<(String, Name)>,
    /// Where the names begin in `sorted` whose first byte is not less.
    starts: [usize; 257],
    /// A bit for each length in bytes that a name with this first byte has.
    lengths: [u64; 256],
}

/// Twelve strings a language: the spellings of January to December.
#[rustfmt::skip] // Four months a line, so that a language is seen at once.
pub(super) const MONTHS: &[(&str, [&str; 12])] = &[
    ("en", [
        "January Jan", "February Feb", "March Mar", "April Apr",
        "May", "June Jun", "July Jul", "August Aug",
        "September Sep Sept", "October Oct", "November Nov", "December Dec",
    ]),
    ("de", [
        "Januar Jan Jänner Jän", "Februar Feb", "März Mär", "April Apr",
        "Mai", "Juni Jun", "Juli Jul", "August Aug",
        "September Sept Sep", "Oktober Okt", "November Nov", "Dezember Dez",
    ]),
    ("fr", [
        "janvier janv", "février févr", "mars mar", "avril avr",
        "mai", "juin", "juillet juil juill", "août",
        "septembre sept", "octobre oct", "novembre nov", "décembre déc",
    ]),
    ("es", [
        "enero ene", "febrero feb", "marzo mar", "abril abr",
        "mayo may", "junio jun", "julio jul", "agosto ago",
        "septiembre sept sep", "octubre oct", "noviembre nov", "diciembre dic",
    ]),
    ("pt", [
        "janeiro jan", "fevereiro fev", "março mar", "abril abr",
        "maio mai", "junho jun", "julho jul", "agosto ago",
        "setembro set", "outubro out", "novembro nov", "dezembro dez",
    ]),
    ("it", [
        "gennaio gen", "febbraio feb", "marzo mar", "aprile apr",
        "maggio mag", "giugno giu", "luglio lug", "agosto ago",
        "settembre set", "ottobre ott", "novembre nov", "dicembre dic",
    ]),
    ("nl", [
        "januari jan", "februari feb", "maart mrt", "april apr",
        "mei", "juni jun", "juli jul", "augustus aug",
        "september sep", "oktober okt", "november nov", "december dec",
    ]),
    ("ru", [
        "январь января янв", "февраль февраля февр", "март марта мар", "апрель апреля апр",
        "май мая", "июнь июня июн", "июль июля июл", "август августа авг",
        "сентябрь сентября сент", "октябрь октября окт", "ноябрь ноября нояб", "декабрь декабря дек",
    ]),
    ("pl", [
        "styczeń stycznia sty", "luty lutego lut", "marzec marca mar", "kwiecień kwietnia kwi",
        "maj maja", "czerwiec czerwca cze", "lipiec lipca lip", "sierpień sierpnia sie",
        "wrzesień września wrz", "październik października paź", "listopad listopada lis", "grudzień grudnia gru",
    ]),
    ("tr", [
        "Ocak Oca", "Şubat Şub", "Mart Mar", "Nisan Nis",
        "Mayıs May", "Haziran Haz", "Temmuz Tem", "Ağustos Ağu",
        "Eylül Eyl", "Ekim Eki", "Kasım Kas", "Aralık Ara",
    ]),
    ("ca", [
        "gener gen", "febrer febr", "març", "abril abr",
        "maig", "juny", "juliol jul", "agost ag",
        "setembre set", "octubre oct", "novembre nov", "desembre des",
    ]),
    ("cs", [
        "leden ledna led", "únor února úno", "březen března bře", "duben dubna dub",
        "květen května kvě", "červen června čvn", "červenec července čvc", "srpen srpna srp",
        "září zář", "říjen října říj", "listopad listopadu lis", "prosinec prosince pro",
    ]),
    ("da", [
        "januar", "februar", "marts", "april",
        "maj", "juni", "juli", "august",
        "september", "oktober", "november", "december",
    ]),
    ("el", [
        "Ιανουάριος Ιανουαρίου Ιαν", "Φεβρουάριος Φεβρουαρίου Φεβ", "Μάρτιος Μαρτίου Μαρ", "Απρίλιος Απριλίου Απρ",
        "Μάιος Μαΐου Μαι", "Ιούνιος Ιουνίου Ιουν", "Ιούλιος Ιουλίου Ιουλ", "Αύγουστος Αυγούστου Αυγ",
        "Σεπτέμβριος Σεπτεμβρίου Σεπ", "Οκτώβριος Οκτωβρίου Οκτ", "Νοέμβριος Νοεμβρίου Νοε", "Δεκέμβριος Δεκεμβρίου Δεκ",
    ]),
    ("fi", [
        "tammikuu tammikuuta", "helmikuu helmikuuta", "maaliskuu maaliskuuta", "huhtikuu huhtikuuta",
        "toukokuu toukokuuta", "kesäkuu kesäkuuta", "heinäkuu heinäkuuta", "elokuu elokuuta",
        "syyskuu syyskuuta", "lokakuu lokakuuta", "marraskuu marraskuuta", "joulukuu joulukuuta",
    ]),
    ("hu", [
        "január", "február", "március márc", "április ápr",
        "május máj", "június jún", "július júl", "augusztus",
        "szeptember szept", "október", "november", "december",
    ]),
    ("id", [
        "Januari", "Februari", "Maret", "April",
        "Mei", "Juni", "Juli", "Agustus",
        "September", "Oktober", "November", "Desember",
    ]),
    ("nb", [
        "januar", "februar", "mars", "april",
        "mai", "juni", "juli", "august",
        "september", "oktober", "november", "desember des",
    ]),
    ("ro", [
        "ianuarie ian", "februarie", "martie", "aprilie",
        "mai", "iunie iun", "iulie iul", "august",
        "septembrie sept", "octombrie", "noiembrie", "decembrie",
    ]),
    ("sv", [
        "januari", "februari", "mars", "april",
        "maj", "juni", "juli", "augusti",
        "september", "oktober", "november", "december",
    ]),
    ("uk", [
        "січень січня", "лютий лютого", "березень березня", "квітень квітня",
        "травень травня", "червень червня", "липень липня", "серпень серпня",
        "вересень вересня", "жовтень жовтня", "листопад листопада", "грудень грудня",
    ]),
    // Not in CLDR, yet on real pages; the prepositional case of Russian with them.
    ("as misspelt", [
        "Janurary Jannuary Jänuar январе", "Febuary Febr Feburary Fevr Feberuary феврале фев", "Marz Maerz Mrz Marh Marc марте", "Aprl Apirl Arpil апреле",
        "мае", "Jue Juni июне", "Jully Jly июле", "Agust Augest Augst Agosto августе",
        "Setp Septemeber Sepember Septem Setembre Septiembre Settembre сентябре сен", "Octomber Ocober Octubre октябре", "Novemeber Novemver ноябре ноя", "Decemeber Dezembre Desember декабре",
    ]),
];

const WEEKDAYS: &str = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday \
    Sun Mon Tue Tues Wed Thu Thur Thurs Fri Sat \
    Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend So Mo Mi Fr Sa \
    dimanche lundi mardi mercredi jeudi vendredi samedi dim lun mer jeu ven sam \
    domingo lunes martes miércoles jueves viernes sábado dom mié jue vie sáb \
    segunda terça quarta quinta sexta feira seg ter qua qui sex \
    domenica lunedì martedì mercoledì giovedì venerdì sabato gio \
    zondag maandag dinsdag woensdag donderdag vrijdag zaterdag zo wo vr za \
    воскресенье понедельник вторник среда четверг пятница суббота вс пн вт ср чт пт сб \
    niedziela poniedziałek wtorek środa czwartek piątek sobota niedz pon wt śr czw pt sob \
    Pazar Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Paz Pzt Sal Çar Per Cum Cmt";

const SEASONS: &str = "Spring Summer Fall Autumn Winter \
    Frühling Frühjahr Sommer Herbst Wintersemester Sommersemester WS SS WiSe SoSe \
    printemps été automne hiver primavera verano otoño invierno verão outono inverno \
    estate autunno lente voorjaar zomer herfst najaar весна лето осень зима \
    весной летом осенью зимой wiosna lato jesień zima ilkbahar bahar yaz sonbahar güz kış \
    봄 여름 가을 겨울";

const TERMS: &str = "semester term trimester semestre trimestre";

const PHASES: &str = "early mid middle late beginning end Anfang Mitte Ende début mi fin \
    inicio inicios principios mediados finales início meados fim final inizio metà fine \
    begin midden eind начало середина конец";

const LITTLE: &str = "as of the in on since from de del della di do da d du le el la den der dem \
    im am em en seit desde depuis dal od с в от";

const UNTIL: &str = "to until till through thru bis au à al até hasta tot до по";

const AND: &str = "and und et y e и";

const PRESENT: &str = "present now today ongoing current heute jetzt présent aujourd presente \
    actualidad oggi heden";

const ORDINALS: &str = "st nd rd th er re ème º ª";

const SUFFIXES: &str = "pm z utc gmt est edt cst cdt mst mdt pst pdt cet cest bst ist jst kst \
    г года году";

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let months = MONTHS.iter().flat_map(|(_, months)| {
        (1..)
            .zip(months)
            .map(|(month, names)| (*names, Name::Month(month)))
    });
    let others = [
        (WEEKDAYS, Name::Weekday),
        (SEASONS, Name::Season),
        (TERMS, Name::Term),
        (PHASES, Name::Phase),
        (LITTLE, Name::Little),
        (UNTIL, Name::Until),
        (AND, Name::And),
        (PRESENT, Name::Present),
        (ORDINALS, Name::Ordinal),
        (SUFFIXES, Name::Suffix),
    ];
    let mut names: Vec<_> = months
        .chain(others)
        .flat_map(|(names, name)| names.split_whitespace().map(move |word| (fold(word), name)))
        .collect();
    // A month before any other meaning of the same letters, as `Name` orders
    // them: French `mar.` is far oftener March than Tuesday before a year.
    names.sort();
    names.dedup_by(|later, earlier| later.0 == earlier.0);
    let starts = std::array::from_fn(|first| {
        names.partition_point(|(name, _)| name.bytes().next().map(usize::from) < Some(first))
    });
    let lengths = std::array::from_fn(|first| {
        let alike = &names[starts[first]..starts[first + 1]];
        let bits = alike.iter().map(|(name, _)| 1_u64 << name.len().min(63));
        bits.fold(0, |all, bit| all | bit)
    });
    Names {
        sorted: names,
        starts,
        lengths,
    }
});

/// An English month of seven letters or more with one slip of the hand in it.
/// Shorter names are too near to other words for that.
fn misspelt(word: &[u8]) -> Option<Name> {
    if !(6..=10).contains(&word.len()) {
        return None;
    }
    const LONG: [(&str, u32); 6] = [
        ("january", 1),
        ("february", 2),
        ("september", 9),
        ("october", 10),
        ("november", 11),
        ("december", 12),
    ];
    let (_, month) = LONG
        .into_iter()
        .find(|(name, _)| one_slip(word, name.as_bytes()))?;
    Some(Name::Month(month))
}

/// Whether one letter added, dropped, changed, or swapped with its neighbour
/// makes `word` into `name`, which is ASCII.
fn one_slip(word: &[u8], name: &[u8]) -> bool {
    if word.len().abs_diff(name.len()) > 1 {
        return false;
    }
    let same = word.iter().zip(name).take_while(|(a, b)| a == b).count();
    let (word, name) = (&word[same..], &name[same..]);
    let dropped = name.get(1..) == Some(word);
    let added = word.get(1..) == Some(name);
    let changed = !word.is_empty() && word.get(1..) == name.get(1..);
    let swapped = word.len() >= 2
        && name.len() >= 2
        && (word[0], word[1]) == (name[1], name[0])
        && word[2..] == name[2..];
    dropped || added || changed || swapped
}

/// Lower case without diacritics, so that `FEVR`, `févr` and `fevr` are one.
fn fold(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .filter_map(base)
        .collect()
}

/// A lower-case letter without its diacritic; nothing for a combining mark.
/// Only the letters that the names above use.
fn base(letter: char) -> Option<char> {
    Some(match letter {
        '\u{300}'..='\u{36F}' => return None,
        'à'..='å' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì'..='ï' | 'ı' => 'i',
        'ł' => 'l',
        'ř' => 'r',
        'ñ' | 'ń' => 'n',
        'ò'..='ö' => 'o',
        'ş' | 'ș' | 'ś' | 'š' => 's',
        'ù'..='ü' | 'ů' => 'u',
        'ý' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ά' => 'α',
        'έ' => 'ε',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' => 'υ',
        'ς' => 'σ',
        'ё' => 'е',
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_means_two_months() {
        let mut seen = std::collections::BTreeMap::new();
        for (language, months) in MONTHS {
            for (month, names) in (1u32..).zip(months) {
                for name in names.split_whitespace() {
                    let other = seen.insert(fold(name), month);
                    assert!(
                        other.is_none_or(|other| other == month),
                        "{language}: {name}"
                    );
                    assert_eq!(lookup(name), Some(Name::Month(month)), "{name}");
                }
            }
        }
    }

    #[test]
    fn case_and_diacritics_do_not_matter() {
        for (word, month) in [
            ("FÉVR", 2),
            ("Fevr", 2),
            ("aout", 8),
            ("AGUSTOS", 8),
            ("Kasim", 11),
        ] {
            assert_eq!(lookup(word), Some(Name::Month(month)), "{word}");
        }
        // A decomposed umlaut, and the Turkish capital dotted I.
        assert_eq!(lookup("Ma\u{308}rz"), Some(Name::Month(3)));
        assert_eq!(lookup("HAZİRAN"), Some(Name::Month(6)));
    }

    #[test]
    fn one_slip_is_forgiven_in_a_long_name_only() {
        for (word, month) in [
            ("Septemer", 9),
            ("Ocotber", 10),
            ("Novembber", 11),
            ("Decumber", 12),
        ] {
            assert_eq!(lookup(word), Some(Name::Month(month)), "{word}");
        }
        for word in [
            "Member",
            "Marsh",
            "Junk",
            "Remember",
            "octo",
            "",
            "Octoberfest",
        ] {
            assert_eq!(lookup(word), None, "{word}");
        }
    }
}
