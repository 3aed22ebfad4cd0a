//! The key of fingerprints: from a file, or random for one scan.

use std::path::Path;

use plainsight::error::{Error, ErrorKind};
use plainsight::redact::FingerprintKey;

use super::settings::read_at_most;

/// Shorter keys could be guessed, and with them every short number.
const LEN_MIN: usize = 16;

/// Longer files are no keys.
const LEN_MAX: u64 = 64 * 1024;

/// The key of `path`; without one a random key, and none at all where the report is to be reproducible.
pub(crate) fn fingerprint_key(path: Option<&Path>, is_reproducible: bool) -> Result<Option<FingerprintKey>, Error> {
    match path {
        Some(path) => from_file(path).map(Some),
        None if is_reproducible => Ok(None),
        None => random().map(Some),
    }
}

fn from_file(path: &Path) -> Result<FingerprintKey, Error> {
    let material = read_at_most(path, LEN_MAX, "fingerprint key")?;
    if material.trim_ascii().len() < LEN_MIN {
        let message = format!("fingerprint key `{}` is too short, expected {LEN_MIN} bytes or more", path.display());
        return Err(Error::new(ErrorKind::Config, message));
    }
    Ok(FingerprintKey::derive(&material))
}

fn random() -> Result<FingerprintKey, Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|cause| Error::new(ErrorKind::Internal, "the system gives no random bytes").with_cause(cause))?;
    Ok(FingerprintKey::from_random(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use plainsight::redact::Secret;

    fn fingerprint(key: &FingerprintKey) -> String {
        key.fingerprint("us_ssn", Secret::new(b"536904399")).to_string()
    }

    #[test]
    fn two_scans_without_a_key_cannot_be_matched() {
        let key = || fingerprint_key(None, false).unwrap().unwrap();
        assert_ne!(fingerprint(&key()), fingerprint(&key()));
        assert!(fingerprint_key(None, true).unwrap().is_none());
    }

    #[test]
    fn a_key_file_gives_the_same_key_again_and_a_short_one_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("case.key");
        std::fs::write(&path, "correct horse battery staple\n").unwrap();
        let key = || fingerprint_key(Some(&path), true).unwrap().unwrap();
        assert_eq!(fingerprint(&key()), fingerprint(&key()));
        std::fs::write(&path, "short\n                   ").unwrap();
        assert_eq!(fingerprint_key(Some(&path), false).unwrap_err().kind(), ErrorKind::Config);
        assert!(fingerprint_key(Some(&folder.path().join("none")), false).is_err());
        std::fs::write(&path, vec![b'k'; 64 * 1024]).unwrap();
        assert!(fingerprint_key(Some(&path), false).is_ok());
        std::fs::write(&path, vec![b'k'; 64 * 1024 + 1]).unwrap();
        let message = fingerprint_key(Some(&path), false).unwrap_err().to_string();
        assert!(message.ends_with("is longer than 65536 bytes"), "{message}");
    }
}
