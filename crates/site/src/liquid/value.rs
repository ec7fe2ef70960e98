//! What a name stands for while a template runs.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::{Data, Entry, Map, Place, Source};

#[derive(Debug, Clone, Default)]
pub(super) enum Value {
    #[default]
    Nil,
    /// What cannot be known here, such as a loop's counter: true, and equal to
    /// and greater than everything.
    Unknown,
    Bool(bool),
    /// With its place where it is an entry of a list in a file.
    Text(Rc<str>, Option<Rc<Place>>),
    List(Rc<[Value]>),
    Map(Rc<Fields>),
}

#[derive(Debug, Default)]
pub(super) struct Fields {
    pub(super) place: Option<Place>,
    pub(super) entries: BTreeMap<String, Value>,
    /// The names as a file has them, where it comes from one.
    order: Vec<String>,
}

impl Value {
    pub(super) fn text(text: &str) -> Value {
        Value::Text(text.into(), None)
    }

    pub(super) fn list(values: Vec<Value>) -> Value {
        Value::List(values.into())
    }

    pub(super) fn map(place: Option<Place>, entries: BTreeMap<String, Value>) -> Value {
        let order = Vec::new();
        Value::Map(Rc::new(Fields {
            place,
            entries,
            order,
        }))
    }

    /// What was read from a file, with the places of its tables.
    pub(super) fn from_data(value: &crate::Value, source: &Source) -> Value {
        match &value.data {
            Data::Null => Value::Nil,
            Data::Bool(value) => Value::Bool(*value),
            Data::Number(text) | Data::Text(text) => Value::text(text),
            Data::List(values) => {
                let values = values.iter();
                Value::List(values.map(|value| Value::row(value, source)).collect())
            }
            Data::Map(map) => {
                let entries = map.entries.iter();
                let entries = entries
                    .map(|entry| (entry.key.clone(), Value::from_data(&entry.value, source)));
                Value::Map(Rc::new(Fields {
                    place: Some(source.place(value.at)),
                    entries: entries.collect(),
                    order: map.entries.iter().map(|entry| entry.key.clone()).collect(),
                }))
            }
        }
    }

    // An entry of a list, which may be nothing but text.
    fn row(value: &crate::Value, source: &Source) -> Value {
        match Value::from_data(value, source) {
            Value::Text(text, _) => Value::Text(text, Some(Rc::new(source.place(value.at)))),
            value => value,
        }
    }

    /// Everything but nothing and `false`, as Liquid has it.
    pub(super) fn is_true(&self) -> bool {
        !matches!(self, Value::Nil | Value::Bool(false))
    }

    /// `blank` and `empty`: nothing, no text, no entries.
    pub(super) fn is_blank(&self) -> bool {
        match self {
            Value::Nil | Value::Bool(false) => true,
            Value::Unknown | Value::Bool(true) => false,
            Value::Text(text, _) => text.trim().is_empty(),
            Value::List(values) => values.is_empty(),
            Value::Map(fields) => fields.entries.is_empty(),
        }
    }

    /// The field of a table, the entry of a list, or one of Liquid's own
    /// properties.
    pub(super) fn get(&self, name: &str) -> Value {
        match (self, name) {
            (Value::Unknown, _) => Value::Unknown,
            (Value::Map(fields), _) if fields.entries.contains_key(name) => {
                fields.entries[name].clone()
            }
            (Value::List(values), "first") => values.first().cloned().unwrap_or_default(),
            (Value::List(values), "last") => values.last().cloned().unwrap_or_default(),
            (Value::List(values), "size") => Value::text(&values.len().to_string()),
            (Value::List(values), _) => {
                let at: Option<usize> = name.parse().ok();
                at.and_then(|at| values.get(at))
                    .cloned()
                    .unwrap_or_default()
            }
            _ => Value::Nil,
        }
    }

    /// What `{{ value }}` writes.
    pub(super) fn write(&self) -> Rc<str> {
        match self {
            Value::Text(text, _) => Rc::clone(text),
            Value::Bool(true) => "true".into(),
            Value::Bool(false) => "false".into(),
            Value::List(values) => {
                let texts: Vec<_> = values.iter().map(Value::write).collect();
                texts.concat().into()
            }
            Value::Nil | Value::Unknown | Value::Map(_) => "".into(),
        }
    }

    /// What a loop runs over: a list, or the pairs of a table.
    pub(super) fn values(&self) -> Rc<[Value]> {
        match self {
            Value::List(values) => Rc::clone(values),
            Value::Map(fields) => {
                let pair = |key: &String| {
                    let value = fields.entries.get(key)?.clone();
                    Some(Value::list(vec![Value::text(key), value]))
                };
                match fields.order.is_empty() {
                    true => fields.entries.keys().filter_map(pair).collect(),
                    false => fields.order.iter().filter_map(pair).collect(),
                }
            }
            _ => Rc::default(),
        }
    }

    /// The fields of a table that are short texts, as a map without places.
    pub(super) fn short_fields(&self) -> Map {
        const SHORT: usize = 64;
        let fields = match self {
            Value::Map(fields) => fields,
            // The pair of a table that a loop runs over.
            Value::List(pair) => match pair.last() {
                Some(Value::Map(fields)) => fields,
                _ => return Map::default(),
            },
            _ => return Map::default(),
        };
        let short = fields
            .entries
            .iter()
            .filter_map(|(key, value)| match value {
                Value::Text(text, _) if text.len() <= SHORT => Some(Entry {
                    key: key.clone(),
                    at: 0,
                    value: crate::Value {
                        at: 0,
                        data: Data::Text(text.to_string()),
                    },
                }),
                _ => None,
            });
        Map {
            entries: short.collect(),
        }
    }

    /// Where a table or an entry of a list was read.
    pub(super) fn place(&self) -> Option<&Place> {
        match self {
            Value::Map(fields) => fields.place.as_ref(),
            Value::Text(_, place) => place.as_deref(),
            // The pair of a table that a loop runs over.
            Value::List(values) => values.last().and_then(|value| match value {
                Value::Map(fields) => fields.place.as_ref(),
                _ => None,
            }),
            _ => None,
        }
    }
}
