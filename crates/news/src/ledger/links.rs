//! When two links are the same link.

use std::collections::BTreeSet;

use super::digest;

/// The hosts that a site has had: what a link to them names is its path, so
/// that a move to another domain changes no link.
pub(super) struct Hosts(BTreeSet<String>);

impl Hosts {
    /// The authority of today and those in the `tag:` ids of the past.
    pub(super) fn new<'a>(authority: &str, ids: impl Iterator<Item = &'a str>) -> Hosts {
        let mut hosts = BTreeSet::from([bare(&authority.to_ascii_lowercase()).to_owned()]);
        for host in ids.filter_map(authority_of) {
            if !hosts.contains(bare(host)) {
                hosts.insert(bare(host).to_owned());
            }
        }
        Hosts(hosts)
    }

    /// The links as sorted keys, one for each different target; `http` and
    /// `https`, `www.` and a last `/` make no difference.
    pub(super) fn keys(&self, links: &[String]) -> Vec<u64> {
        let mut keys: Vec<u64> = links.iter().map(|link| self.key(link)).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    fn key(&self, link: &str) -> u64 {
        let Some(rest) = without_scheme(link) else {
            return digest::of_parts(["", link.trim_end_matches('/')]);
        };
        let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let host = host.to_ascii_lowercase();
        let host = if self.0.contains(bare(&host)) {
            ""
        } else {
            bare(&host)
        };
        digest::of_parts([host, path.trim_end_matches('/')])
    }
}

fn authority_of(id: &str) -> Option<&str> {
    let (authority, _) = id.strip_prefix("tag:")?.split_once(',')?;
    Some(authority)
}

fn bare(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

fn without_scheme(link: &str) -> Option<&str> {
    ["https://", "http://", "//"].iter().find_map(|scheme| {
        let head = link.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme)
            .then(|| &link[scheme.len()..])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        let ids = ["tag:old.example.org,2020:news/x"];
        let hosts = Hosts::new("New.example.org", ids.into_iter());
        hosts.key(a) == hosts.key(b)
    }

    #[test]
    fn scheme_www_case_of_the_host_and_a_last_slash_do_not_count() {
        assert!(same("http://www.example.com/a/", "HTTPS://Example.com/a"));
        assert!(!same("https://example.com/a", "https://example.com/A"));
        assert!(!same(
            "https://example.com/a?x=1",
            "https://example.com/a?x=2"
        ));
    }

    #[test]
    fn a_move_changes_no_link_to_the_site_itself() {
        assert!(same(
            "https://old.example.org/t.pdf",
            "https://new.example.org/t.pdf"
        ));
        assert!(same("/t.pdf", "https://new.example.org/t.pdf"));
        assert!(!same(
            "https://old.example.org/t.pdf",
            "https://other.example.org/t.pdf"
        ));
    }
}
