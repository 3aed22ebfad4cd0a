//! Tells what an element is from what follows it in the source.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::state::Role;
use crate::records::markup::{Token, Tokens};

/// How much is looked at.
pub(super) const REACH: usize = 64 << 10;
/// Different paths that are told apart.
const SHAPES_MAX: usize = 2_000;
/// How deep.
const DEPTH_MAX: usize = 16;
/// A container with fields of its own holds so many elements of a kind; a record holds fewer.
const ROWS_OF_A_CONTAINER: usize = 50;

/// What is known of the elements of one path below the element in question.
#[derive(Debug, Default)]
struct Shape<'a> {
    children: HashMap<&'a [u8], usize, FixedState>,
    instances: usize,
    /// In how many of them there were elements, or two attributes: such an element is a row where it repeats.
    structured: usize,
    /// The most that stood in one parent.
    repeats: usize,
    /// How many stood in the present parent.
    here: usize,
    /// Attributes that are fields, at most.
    attributes: usize,
}

/// The part that the element at the start of `bytes` plays; `None` where more of the source is needed to say so.
pub(super) fn role(bytes: &[u8], at_end: bool) -> Option<Role> {
    let window = bytes.get(..REACH).unwrap_or(bytes);
    let is_short = window.len() < REACH && !at_end;
    let mut learner = Learner { shapes: vec![Shape::default()], open: vec![0] };
    let has_sibling = match learner.read(window, at_end) {
        Extent::Alone => false,
        Extent::Repeated => true,
        Extent::Cut if is_short => return None,
        Extent::Cut => return Some(Role::Container),
        Extent::Whole if is_short => return None,
        Extent::Whole => false,
    };
    Some(learner.judge(has_sibling))
}

/// How far the element reaches.
enum Extent {
    /// Beyond the window.
    Cut,
    /// Another of its name follows.
    Repeated,
    /// Its parent ends, or the source, and there was no other.
    Alone,
    /// It ends in the window, which ends before its parent.
    Whole,
}

struct Learner<'a> {
    shapes: Vec<Shape<'a>>,
    /// The shapes of the open elements, the element in question first. A shape of 0 deeper down is one too many.
    open: Vec<usize>,
}

impl<'a> Learner<'a> {
    fn read(&mut self, window: &'a [u8], at_end: bool) -> Extent {
        let mut tokens = Tokens::new(window, 0, at_end);
        let mut depth = 0usize;
        let mut own_name: Option<&[u8]> = None;
        let mut is_over = false;
        while let Some(token) = tokens.next() {
            match token {
                Token::Open(tag) => {
                    let name = tokens.slice(&tag.name);
                    if is_over && depth == 0 && own_name == Some(name) {
                        return Extent::Repeated;
                    }
                    own_name.get_or_insert(name);
                    if !is_over {
                        let attributes = tokens.attributes(&tag).filter(|a| is_field(tokens.slice(&a.name))).count();
                        self.open(depth, name, attributes);
                    }
                    depth += usize::from(!tag.is_empty);
                }
                Token::Close(_) if depth == 0 => return Extent::Alone,
                Token::Close(_) => depth -= 1,
                Token::Text(_) | Token::CData(_) | Token::Other(_) => {}
            }
            is_over |= depth == 0 && own_name.is_some();
        }
        match (is_over, at_end) {
            (true, true) => Extent::Alone,
            (true, false) => Extent::Whole,
            _ => Extent::Cut,
        }
    }

    /// Counts an element at a depth below the element in question, which is at depth 0.
    fn open(&mut self, depth: usize, name: &'a [u8], attributes: usize) {
        if depth > DEPTH_MAX || depth > self.open.len() {
            return;
        }
        let index = match depth {
            0 => 0,
            _ => {
                let parent = self.open.get(depth - 1).copied().unwrap_or_default();
                self.child(parent, name)
            }
        };
        self.open.truncate(depth);
        self.open.push(index);
        let Some(shape) = self.shapes.get_mut(index) else { return };
        shape.instances += 1;
        shape.here += 1;
        shape.repeats = shape.repeats.max(shape.here);
        shape.attributes = shape.attributes.max(attributes);
        shape.structured += usize::from(attributes >= 2);
        for child in shape.children.values().copied().collect::<Vec<_>>() {
            if let Some(child) = self.shapes.get_mut(child) {
                child.here = 0;
            }
        }
    }

    fn child(&mut self, parent: usize, name: &'a [u8]) -> usize {
        let known = self.shapes.len();
        let Some(shape) = self.shapes.get_mut(parent) else { return 0 };
        if shape.children.is_empty() {
            shape.structured = shape.structured.max(1);
        }
        let child = match shape.children.get(name) {
            Some(&child) => child,
            None if known >= SHAPES_MAX => 0,
            None => {
                shape.children.insert(name, known);
                known
            }
        };
        if child == known {
            self.shapes.push(Shape::default());
        }
        child
    }

    fn judge(&self, has_sibling: bool) -> Role {
        let Some(own) = self.shapes.first() else { return Role::Record };
        let children = || own.children.values().filter_map(|&child| self.shapes.get(child));
        let fields = own.attributes + children().filter(|child| child.children.is_empty() && child.repeats < 2).count();
        let rows = self.rows(0, 0);
        let most = rows.iter().copied().max().unwrap_or_default();
        let is_container = match has_sibling {
            true => most >= ROWS_OF_A_CONTAINER || (fields == 0 && most > 0),
            false => most > 0 || children().any(|child| child.repeats > 1),
        };
        if is_container { Role::Container } else { Role::Record }
    }

    /// How often elements that look like rows repeat below a shape. The depth of shapes is bounded.
    fn rows(&self, index: usize, depth: usize) -> Vec<usize> {
        let Some(shape) = self.shapes.get(index).filter(|_| depth <= DEPTH_MAX) else { return Vec::new() };
        let mut rows = Vec::new();
        for child in shape.children.values().copied() {
            let Some(below) = self.shapes.get(child) else { continue };
            if below.repeats > 1 && below.structured > 0 {
                rows.push(below.repeats);
            }
            rows.extend(self.rows(child, depth + 1));
        }
        rows
    }
}

/// Whether an attribute says something about its element, rather than what it is called.
fn is_field(name: &[u8]) -> bool {
    let is_name =
        [&b"name"[..], b"id", b"type", b"table", b"version"].iter().any(|known| name.eq_ignore_ascii_case(known));
    !is_name && !name.starts_with(b"xmlns") && !name.contains(&b':')
}
