//! TLS, 1.2 at least: the certificate of the server, and the clients that are let in.

use anyhow::{Context, Result};
use rustls::{
    RootCertStore, ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    server::WebPkiClientVerifier,
};
use std::sync::Arc;
use x509_parser::{certificate::X509Certificate, prelude::FromDer};

/// Reads PEM: a chain of certificates, its key, and the authorities whose clients are let in, if
/// only those are.
///
/// # Errors
/// When one of them is none, or the key is not that of the certificate.
pub fn parse(chain: &[u8], key: &[u8], client_authorities: Option<&[u8]>) -> Result<ServerConfig> {
    let provider = Arc::new(ring::default_provider());
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .context("no version of TLS")?;
    let builder = match client_authorities {
        None => builder.with_no_client_auth(),
        Some(authorities) => {
            let mut roots = RootCertStore::empty();
            for authority in certificates(authorities).context("the client authorities")? {
                roots.add(authority).context("the client authorities")?;
            }
            let verifier =
                WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build();
            builder.with_client_cert_verifier(verifier.context("the client authorities")?)
        }
    };
    let chain = certificates(chain).context("the certificate")?;
    let key = PrivateKeyDer::from_pem_slice(key).context("the key is not in PEM")?;
    let mut config = builder.with_single_cert(chain, key).context("the certificate and its key")?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

/// The end of the certificate in a chain that ends first [Unix time, s].
///
/// # Errors
/// When one of them is none.
pub fn expiry(chain: &[u8]) -> Result<i64> {
    let mut ends = Vec::new();
    for certificate in certificates(chain)? {
        let (_, certificate) = X509Certificate::from_der(&certificate).context("not in DER")?;
        ends.push(certificate.validity().not_after.timestamp());
    }
    ends.into_iter().min().context("no certificate")
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>> {
    let certificates: Vec<_> =
        CertificateDer::pem_slice_iter(pem).collect::<Result<_, _>>().context("not in PEM")?;
    anyhow::ensure!(!certificates.is_empty(), "no certificate in PEM");
    Ok(certificates)
}
