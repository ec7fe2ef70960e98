//! The fixed list of keys: noise goes on every one of them, whether anybody
//! came from there or not. Were the list made from the data, that a country is
//! on it would tell that somebody came.

use std::sync::OnceLock;

use crate::Country;

// ISO 3166-1 alpha-2, officially assigned codes (249), and XK, which the
// standard leaves to its users and which sources use for Kosovo.
const CODES: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ \
    BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM \
    DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS \
    GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN \
    KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ \
    MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM \
    PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV \
    SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI \
    VN VU WF WS XK YE YT ZA ZM ZW";

/// The countries that can be published, by their letters: the 249 codes of ISO
/// 3166-1 and XK.
///
/// ```
/// use visitor_map::publish;
///
/// assert_eq!(publish::countries().len(), 250);
/// assert!(publish::is_listed(&"MT".parse().unwrap()));
/// // What some sources write where they know none: Europe, a satellite, Tor.
/// assert!(!publish::is_listed(&"EU".parse().unwrap()));
/// ```
pub fn countries() -> &'static [Country] {
    static COUNTRIES: OnceLock<Vec<Country>> = OnceLock::new();
    COUNTRIES.get_or_init(|| {
        let codes = CODES.split_whitespace();
        codes.filter_map(|code| code.parse().ok()).collect()
    })
}

/// Whether a country is one of [`countries`].
pub fn is_listed(country: &Country) -> bool {
    countries().binary_search(country).is_ok()
}

#[cfg(test)]
mod tests {
    use super::countries;

    #[test]
    fn the_list_is_whole_and_sorted() {
        assert_eq!(countries().len(), 250);
        assert!(countries().is_sorted_by(|a, b| a < b));
    }
}
