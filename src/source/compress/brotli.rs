//! Brotli (RFC 7932). The format has no signature: a source is taken for it by its name alone, and only if its first
//! bytes decode.

use brotli_decompressor::{BrotliDecompressStream, BrotliResult, BrotliState, StandardAlloc};

use super::engine::{Concatenated, Engine, Ran};
use super::{Broken, Container, Decoder, Opening};

pub(super) const CONTAINER: Container = Container {
    name: "brotli",
    sniff: |_| false,
    opening: Opening::Decode(decoder),
    endings: &[(".br", ""), (".brotli", "")],
    is_named: true,
};

/// The decoder alone, for members of archives.
pub(in crate::source) fn decoder() -> Box<dyn Decoder> {
    Box::new(Concatenated::single(Brotli(new_state())))
}

type State = BrotliState<StandardAlloc, StandardAlloc, StandardAlloc>;

struct Brotli(Box<State>);

fn new_state() -> Box<State> {
    // Windows beyond the standard's 16 MiB are not accepted.
    Box::new(BrotliState::new_strict(StandardAlloc::default(), StandardAlloc::default(), StandardAlloc::default()))
}

impl Engine for Brotli {
    const PIECE_LEN: usize = usize::MAX;

    fn reset(&mut self) {
        self.0 = new_state();
    }

    fn run(&mut self, input: &[u8], out: &mut [u8], _: bool) -> Result<Ran, Broken> {
        let (mut available_in, mut read, mut available_out, mut written, mut total) = (input.len(), 0, out.len(), 0, 0);
        let result = BrotliDecompressStream(
            &mut available_in,
            &mut read,
            input,
            &mut available_out,
            &mut written,
            out,
            &mut total,
            &mut self.0,
        );
        match result {
            BrotliResult::ResultFailure if written == 0 => Err(Broken::corrupt("the compressed data is damaged")),
            result => Ok(Ran { read, written, is_end: matches!(result, BrotliResult::ResultSuccess) }),
        }
    }
}
