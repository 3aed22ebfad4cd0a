//! Writes the corpora that benches and measurements use: `cargo run --release --example corpus -- DIR MIB [NAME...]`.

#[path = "../benches/corpus/mod.rs"]
mod corpus;

use std::io::{BufWriter, Write};
use std::path::Path;

use corpus::Corpus;

#[expect(clippy::print_stdout, reason = "a program for developers")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [dir, mib, names @ ..] = args.as_slice() else { return Err("usage: corpus DIR MIB [NAME...]".into()) };
    let len = mib.parse::<u64>()? << 20;
    std::fs::create_dir_all(dir)?;
    for (corpus, name) in Corpus::ALL {
        if names.is_empty() || names.iter().any(|wanted| wanted == name) {
            let path = Path::new(dir).join(name);
            let mut out = BufWriter::with_capacity(1 << 20, std::fs::File::create(&path)?);
            corpus.write(2026, len, &mut out)?;
            out.flush()?;
            println!("{}", path.display());
        }
    }
    Ok(())
}
