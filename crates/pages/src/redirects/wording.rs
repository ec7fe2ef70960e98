/// `This page has moved`, by the first part of a language tag; for Chinese in
/// traditional characters by the whole.
const MOVED: &[(&str, &str)] = &[
    ("en", "This page has moved"),
    ("ar", "انتقلت هذه الصفحة"),
    ("ca", "Aquesta pàgina s’ha mogut"),
    ("cs", "Tato stránka se přesunula"),
    ("da", "Denne side er flyttet"),
    ("de", "Diese Seite ist umgezogen"),
    ("el", "Αυτή η σελίδα έχει μετακινηθεί"),
    ("es", "Esta página se ha trasladado"),
    ("fa", "این صفحه منتقل شده است"),
    ("fi", "Tämä sivu on siirtynyt"),
    ("fr", "Cette page a été déplacée"),
    ("he", "הדף הזה עבר"),
    ("hu", "Ez az oldal elköltözött"),
    ("id", "Halaman ini telah pindah"),
    ("it", "Questa pagina si è spostata"),
    ("ja", "このページは移動しました"),
    ("ko", "이 페이지는 이동했습니다"),
    ("nb", "Denne siden er flyttet"),
    ("nl", "Deze pagina is verhuisd"),
    ("no", "Denne siden er flyttet"),
    ("pl", "Ta strona została przeniesiona"),
    ("pt", "Esta página foi movida"),
    ("ro", "Această pagină a fost mutată"),
    ("ru", "Эта страница переехала"),
    ("sv", "Den här sidan har flyttats"),
    ("tr", "Bu sayfa taşındı"),
    ("uk", "Цю сторінку переміщено"),
    ("vi", "Trang này đã được chuyển đi"),
    ("zh", "此页面已移动"),
    ("zh-hant", "此頁面已移動"),
    ("zh-hk", "此頁面已移動"),
    ("zh-tw", "此頁面已移動"),
];

/// The sentence for a language, and the tag of the language it is in.
pub(super) fn moved(language: Option<&str>) -> (&'static str, &str) {
    let tag = language.unwrap_or("en");
    let lower = tag.to_ascii_lowercase();
    let first = lower.split('-').next().unwrap_or_default();
    let whole = MOVED
        .iter()
        .rev()
        .find(|(name, _)| lower.starts_with(name) && name.contains('-'));
    let row = whole.or_else(|| MOVED.iter().find(|(name, _)| *name == first));
    match row {
        Some((_, sentence)) => (sentence, tag),
        None => (MOVED[0].1, "en"),
    }
}

/// Whether a language is written from right to left.
pub(super) fn right_to_left(tag: &str) -> bool {
    let first = tag.split('-').next().unwrap_or_default();
    ["ar", "fa", "he"]
        .iter()
        .any(|name| first.eq_ignore_ascii_case(name))
}
