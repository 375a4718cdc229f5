//! The one who analyzes: this process or a server.

use crate::{
    config::Call,
    server::{
        copydesk_v1::{
            TextAnalysis,
            pb::{self, text_analysis_service_client::TextAnalysisServiceClient},
        },
        status::Failure,
    },
};
use anyhow::{Context, Result};
use http::uri::Scheme;
use tonic::{
    Code, Request, Status,
    metadata::{Ascii, MetadataValue},
    service::{Interceptor, interceptor::InterceptedService},
    transport::{Certificate, Channel, ClientTlsConfig, Endpoint},
};

/// Answers that a server may send are as long as they are.
const MAX_ANSWER_BYTES: usize = 1 << 30;

/// The one who analyzes: this process or a server.
#[derive(Clone)]
pub enum Backend {
    /// This process.
    Here(TextAnalysis),
    /// A server.
    There(TextAnalysisServiceClient<InterceptedService<Channel, ShownKey>>),
}

impl Backend {
    /// Connects to a server.
    ///
    /// # Errors
    /// When its address is none, or nobody answers there.
    pub async fn connect(call: &Call) -> Result<Self> {
        let address = &call.address;
        let uri =
            if address.contains("://") { address.clone() } else { format!("http://{address}") };
        let mut endpoint =
            Endpoint::from_shared(uri).with_context(|| format!("{address} is no address"))?;
        if endpoint.uri().scheme() == Some(&Scheme::HTTPS) {
            endpoint = endpoint.tls_config(trust(call).await?).context("cannot speak TLS")?;
        }
        let channel =
            endpoint.connect().await.with_context(|| format!("cannot reach {address}"))?;
        let key = call.api_key.as_ref().map(|key| format!("Bearer {key}").parse()).transpose();
        let key = ShownKey(key.context("the API key cannot be sent")?);
        let client = TextAnalysisServiceClient::with_interceptor(channel, key);
        Ok(Self::There(client.max_decoding_message_size(MAX_ANSWER_BYTES)))
    }

    pub(super) async fn analyze(
        &self,
        request: pb::AnalyzeRequest,
    ) -> Result<pb::AnalyzeResponse, Status> {
        match self {
            Self::Here(service) => service.analyze_in_turn(request).await,
            Self::There(client) => {
                let answer = client.clone().analyze(request).await;
                answer.map(tonic::Response::into_inner).map_err(|status| {
                    let cut_off = matches!(status.code(), Code::Unavailable | Code::Unknown);
                    // What the transport itself says has no details.
                    if cut_off && status.details().is_empty() {
                        Failure::Unreachable.status()
                    } else {
                        status
                    }
                })
            }
        }
    }
}

/// Shows the API key, if there is one, with each call.
#[derive(Clone)]
pub struct ShownKey(Option<MetadataValue<Ascii>>);

impl Interceptor for ShownKey {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        if let Some(key) = &self.0 {
            request.metadata_mut().insert("authorization", key.clone());
        }
        Ok(request)
    }
}

/// The authorities whose certificates are trusted.
async fn trust(call: &Call) -> Result<ClientTlsConfig> {
    let Some(file) = &call.ca else { return Ok(ClientTlsConfig::new().with_native_roots()) };
    let roots = tokio::fs::read(file).await;
    let roots = roots.with_context(|| format!("cannot read {}", file.display()))?;
    Ok(ClientTlsConfig::new().ca_certificate(Certificate::from_pem(roots)))
}
