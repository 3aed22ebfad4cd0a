//! What the names in a content stream stand for (ISO 32000-2, 7.8.3).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// The fonts and forms that a page or a form may draw with.
#[derive(Default)]
pub(super) struct Resources<'d> {
    pub(super) fonts: BTreeMap<&'d [u8], &'d Dictionary>,
    pub(super) forms: BTreeMap<&'d [u8], &'d Stream>,
}

impl<'d> Resources<'d> {
    /// The dictionaries of a page and of the nodes above it.
    pub(super) fn dictionaries(document: &'d Document, page: ObjectId) -> Vec<&'d Dictionary> {
        let (direct, referred) = document.get_page_resources(page).unwrap_or_default();
        let referred = referred.into_iter().filter_map(|id| document.get_dictionary(id).ok());
        direct.into_iter().chain(referred).collect()
    }

    /// What is in dictionaries, of which the first that has a name says what it is.
    pub(super) fn of(document: &'d Document, dictionaries: &[&'d Dictionary]) -> Self {
        let mut resources = Self::default();
        dictionaries.iter().for_each(|dictionary| resources.add(document, dictionary));
        resources
    }

    /// Those of a form; `None` where it uses those of the page.
    pub(super) fn of_form(document: &'d Document, form: &'d Stream) -> Option<Self> {
        let mut resources = Self::default();
        resources.add(document, dictionary(document, &form.dict, b"Resources")?);
        Some(resources)
    }

    /// Adds what is not known by its name yet.
    fn add(&mut self, document: &'d Document, resources: &'d Dictionary) {
        for (name, font) in dictionary(document, resources, b"Font").into_iter().flatten() {
            if let Some(font) = resolved(document, font).and_then(|font| font.as_dict().ok()) {
                self.fonts.entry(name).or_insert(font);
            }
        }
        for (name, form) in dictionary(document, resources, b"XObject").into_iter().flatten() {
            let form = resolved(document, form).and_then(|form| form.as_stream().ok());
            let is_form =
                |form: &&Stream| form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form");
            if let Some(form) = form.filter(is_form) {
                self.forms.entry(name).or_insert(form);
            }
        }
    }

    /// The names, and where in memory that stands which they stand for.
    pub(super) fn key(&self) -> Vec<(Vec<u8>, usize)> {
        let fonts = self.fonts.iter().map(|(name, font)| (name.to_vec(), std::ptr::from_ref(*font).addr()));
        let forms = self.forms.iter().map(|(name, form)| (name.to_vec(), std::ptr::from_ref(*form).addr()));
        fonts.chain(forms).collect()
    }

    /// About what it costs to look all of it up.
    pub(super) fn cost(&self) -> usize {
        const NAME_COST: usize = 64;
        self.fonts.keys().chain(self.forms.keys()).map(|name| name.len() + NAME_COST).sum()
    }
}

fn resolved<'d>(document: &'d Document, object: &'d Object) -> Option<&'d Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}

fn dictionary<'d>(document: &'d Document, of: &'d Dictionary, key: &[u8]) -> Option<&'d Dictionary> {
    resolved(document, of.get(key).ok()?)?.as_dict().ok()
}
