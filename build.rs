//! Embeds the built-in rules: reads their files, and leaves a line of JSON for each, and the sum of them all.
//!
//! The files are written for people. To read them when the program starts would take longer than to scan a small file.

#![expect(clippy::disallowed_methods, reason = "a build script is told its folder by the environment")]

#[path = "src/rules/builtin.rs"]
mod builtin;
#[expect(unreachable_pub, reason = "public where the library has it")]
#[path = "src/rules/spec.rs"]
mod spec;

use std::path::Path;

use sha2::{Digest, Sha256};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for input in ["rules", "src/rules/builtin.rs", "src/rules/spec.rs"] {
        println!("cargo::rerun-if-changed={input}");
    }
    let mut lines = String::new();
    for (path, text) in builtin::FILES {
        let rule: spec::RuleSpec = toml::from_str(text).map_err(|cause| format!("rule file `{path}`: {cause}"))?;
        lines.push_str(&serde_json::to_string(&rule)?);
        lines.push('\n');
    }
    let sum: String = Sha256::digest(&lines).iter().map(|byte| format!("{byte:02x}")).collect();
    println!("cargo::rustc-env=BUILTIN_RULES_SHA256={sum}");
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("rules.jsonl"), lines)?;
    Ok(())
}
