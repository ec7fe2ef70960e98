//! What the names of a template stand for, and the filters that judge by an
//! expression.

use std::collections::{BTreeMap, BTreeSet};

use super::expression::{self, Scope};
use super::render::Renderer;
use super::value::Value;
use super::{collection, filters, sources};

impl Scope for Renderer<'_> {
    fn lookup(&self, name: &str) -> Value {
        let known = self.variables.iter().rev().find(|(known, _)| known == name);
        match known {
            Some((_, value)) => value.clone(),
            None if name == "site" => self.config.clone(),
            // Of a list in pages, all pages count.
            None if name == "paginator" => {
                let posts = self.site(&["posts".to_owned()]).unwrap_or_default();
                Value::map(None, [("posts".to_owned(), posts)].into())
            }
            None => Value::Nil,
        }
    }

    fn site(&self, path: &[String]) -> Option<Value> {
        let (first, rest) = path.split_first()?;
        // There is no clock here.
        if first == "time" {
            return Some(Value::Unknown);
        }
        let key = match first.as_str() {
            "data" => format!("data.{}", rest.join(".")),
            name => name.to_owned(),
        };
        let known = self.read.borrow().get(&key).cloned();
        let value = known.unwrap_or_else(|| {
            let value = match first.as_str() {
                "data" => sources::data(self.files, rest),
                "categories" | "tags" => Value::Nil,
                name => collection::documents(self.files, name, &self.config).unwrap_or_default(),
            };
            self.read.borrow_mut().insert(key, value.clone());
            value
        });
        match first.as_str() {
            "data" => Some(value),
            "categories" | "tags" => Some(self.posts_of(rest)),
            _ if value.is_true() => Some(rest.iter().fold(value, |value, name| value.get(name))),
            _ => None,
        }
    }

    fn filter(&self, name: &str, value: &Value, arguments: &[Value]) -> Value {
        let (variable, expression) = match arguments {
            [variable, expression] => (variable.write(), expression.write()),
            _ => return filters::apply(name, value, arguments),
        };
        let with = |each: &Value| With {
            scope: self,
            name: &variable,
            value: each.clone(),
        };
        match name {
            "where_exp" if filters::is_room(&expression) => value.clone(),
            "where_exp" => {
                let holds = |each: &&Value| expression::holds(&with(each), &expression).is_true();
                Value::List(value.values().iter().filter(holds).cloned().collect())
            }
            "group_by_exp" => filters::group(value, |each| {
                expression::written(&with(each), &expression).to_string()
            }),
            _ => filters::apply(name, value, arguments),
        }
    }
}

/// A scope with one name more: the entry that an expression judges.
struct With<'s> {
    scope: &'s dyn Scope,
    name: &'s str,
    value: Value,
}

impl Scope for With<'_> {
    fn lookup(&self, name: &str) -> Value {
        match name == self.name {
            true => self.value.clone(),
            false => self.scope.lookup(name),
        }
    }

    fn site(&self, path: &[String]) -> Option<Value> {
        self.scope.site(path)
    }

    fn filter(&self, name: &str, value: &Value, arguments: &[Value]) -> Value {
        self.scope.filter(name, value, arguments)
    }
}

impl Renderer<'_> {
    // `site.categories.news`: the posts of a category or tag, newest first.
    fn posts_of(&self, path: &[String]) -> Value {
        let posts = self.site(&["posts".to_owned()]).unwrap_or_default();
        let Some(wanted) = path.first() else {
            return by_category(&posts);
        };
        let has = |post: &&Value| {
            let mut names = categories(post);
            names.any(|name| name.eq_ignore_ascii_case(wanted))
        };
        Value::List(posts.values().iter().filter(has).cloned().collect())
    }
}

// What a post is filed under, as a list or as words.
fn categories(post: &Value) -> impl Iterator<Item = String> {
    let names = ["categories", "category", "tags", "tag"];
    let values = names.map(|name| post.get(name)).into_iter();
    values.flat_map(|value| match value {
        Value::Text(text, _) => text.split_whitespace().map(str::to_owned).collect(),
        value => value
            .values()
            .iter()
            .map(|each| each.write().to_string())
            .collect::<Vec<_>>(),
    })
}

// `site.categories` in a loop: pairs of a name and its posts.
fn by_category(posts: &Value) -> Value {
    let mut groups: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for post in posts.values().iter() {
        let names: BTreeSet<String> = categories(post).collect();
        for name in names {
            groups.entry(name).or_default().push(post.clone());
        }
    }
    let pairs = groups.into_iter();
    let pairs =
        pairs.map(|(name, posts)| Value::list(vec![Value::text(&name), Value::list(posts)]));
    Value::list(pairs.collect())
}
