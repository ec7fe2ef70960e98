//! Tabs: the label of one is the heading of what it shows.

use std::collections::HashMap;

use site::{Document, NodeId, NodeSet};

use super::blocks::LONGEST_HEADING;
use super::marks::mark_above;
use crate::heading::{self, Meaning};

/// The panes whose tabs say News, or a year of it, without a heading in them
/// that says so too.
/// A link in a navigation bar is no tab; what marks one is the attribute that
/// Bootstrap or WAI-ARIA gives it.
pub(super) fn panes(document: &Document, named: Option<&str>) -> HashMap<NodeId, String> {
    let mut labels: HashMap<String, String> = document
        .descendants(document.root())
        .filter(|&node| is_tab(document, node))
        .filter_map(|node| label(document, node, named))
        .collect();
    if labels.is_empty() {
        return HashMap::new();
    }
    let mut has_heading = NodeSet::of(document);
    let nodes = || document.descendants(document.root());
    for heading in nodes().filter(|&node| document.heading(node).is_some()) {
        mark_above(document, heading, &mut has_heading);
    }
    let panes = nodes().filter_map(|node| {
        let label = labels.remove(document.attribute(node, "id")?)?;
        (!has_heading.contains(node)).then_some((node, label))
    });
    panes.collect()
}

fn is_tab(document: &Document, node: NodeId) -> bool {
    let value = |name| document.attribute(node, name).unwrap_or("");
    matches!(document.name(node), Some("a" | "button" | "label"))
        && (value("role") == "tab"
            || ["data-toggle", "data-bs-toggle"]
                .iter()
                .any(|name| ["tab", "pill"].contains(&value(name))))
}

// The id of the pane, and what the tab says.
fn label(document: &Document, tab: NodeId, named: Option<&str>) -> Option<(String, String)> {
    let text = document.text_start(&[tab], LONGEST_HEADING);
    let is_news = matches!(
        heading::meaning(&text, named),
        Meaning::News(_) | Meaning::Year(_) | Meaning::Older
    );
    let targets = ["data-bs-target", "data-target", "href", "aria-controls"];
    let target = targets
        .iter()
        .find_map(|name| document.attribute(tab, name))?;
    let id = target.trim().trim_start_matches('#');
    (is_news && !id.is_empty()).then(|| (id.to_owned(), text))
}
