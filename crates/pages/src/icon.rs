//! The icon of a site that has none.

/// The icon's path in the site.
pub(crate) const FILE: &str = "favicon.svg";

/// A picture of the first letter of a name.
pub(crate) fn letter(name: &str) -> String {
    let letter = name.chars().find(|c| c.is_alphanumeric());
    let letter = letter.map_or_else(
        || "•".to_owned(),
        |letter| letter.to_uppercase().to_string(),
    );
    let letter = crate::html::escape(&letter);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\">\
         <rect width=\"64\" height=\"64\" rx=\"14\" fill=\"#1d5f8a\"/>\
         <text x=\"32\" y=\"45\" text-anchor=\"middle\" fill=\"#fff\" font-size=\"38\" \
         font-weight=\"600\" font-family=\"ui-sans-serif,system-ui,sans-serif\">{letter}</text></svg>\n"
    )
}
