use super::Crawlers;
use crate::log::{Escapes, Text};

const SLOTS: usize = 1 << 12;
/// What is longer is looked at each time.
const LONGEST: usize = 512;

/// What was lately found out about names of browsers: a site sees few of them,
/// over and over. Each has one place; who comes later takes it.
#[derive(Debug)]
pub(super) struct Agents {
    slots: Box<[Slot]>,
    space: Vec<u8>,
}

#[derive(Debug, Clone)]
struct Slot {
    raw: Vec<u8>,
    escapes: Escapes,
    is_crawler: bool,
}

impl Default for Agents {
    fn default() -> Agents {
        let empty = Slot {
            raw: Vec::new(),
            escapes: Escapes::None,
            is_crawler: true,
        };
        Agents {
            slots: vec![empty; SLOTS].into_boxed_slice(),
            space: Vec::new(),
        }
    }
}

impl Agents {
    pub(super) fn is_crawler(&mut self, agent: Text<'_>, crawlers: &Crawlers) -> bool {
        if agent.raw.len() > LONGEST {
            return crawlers.contains(agent.decode(&mut self.space));
        }
        let slot = &mut self.slots[place(agent.raw)];
        if slot.raw != agent.raw || slot.escapes != agent.escapes {
            slot.raw.clear();
            slot.raw.extend_from_slice(agent.raw);
            slot.escapes = agent.escapes;
            slot.is_crawler = crawlers.contains(agent.decode(&mut self.space));
        }
        slot.is_crawler
    }
}

// Names differ in a digit or two, so that every byte has a say. A place that two
// share costs no more than a search. The multiplier is Knuth's (2^64 over the
// golden ratio).
fn place(raw: &[u8]) -> usize {
    let mix = |mixed: u64, word: u64| {
        let mixed = (mixed ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 32)
    };
    let (words, rest) = raw.as_chunks::<8>();
    let words = words.iter().map(|word| u64::from_le_bytes(*word));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let mixed = words.fold(raw.len() as u64, mix);
    (mix(mixed, u64::from_le_bytes(last)) >> 32) as usize % SLOTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_what_was_found() {
        let crawlers = Crawlers::new().unwrap();
        let mut agents = Agents::default();
        let names: Vec<_> = (0..3 * SLOTS)
            .map(|number| match number % 3 {
                0 => format!("Mozilla/5.0 (X11; Linux) Firefox/{number}.0"),
                1 => format!("Mozilla/5.0 (compatible; Examplebot/{number}.0)"),
                _ => "x".repeat(number % 700),
            })
            .collect();
        for name in names.iter().chain(names.iter().rev()) {
            for escapes in [Escapes::None, Escapes::Backslash] {
                let raw = name.as_bytes();
                let found = agents.is_crawler(Text { raw, escapes }, &crawlers);
                assert_eq!(found, crawlers.contains(raw), "{name}");
            }
        }
    }
}
