//! Answers the calls of both versions by the one pipeline.

use super::{
    ask::{Ask, Reading},
    encoded::Encoded,
    found::Found,
};
use crate::{
    document::Analysis,
    server::{
        Service,
        call::Call,
        descriptors::shape,
        service::{DocumentCall, Kind},
        status::Failure,
        transport::messages::codec::{Deposited, Undecoded, encode},
    },
};
use prost::Message;
use tonic::{Request, Response, Status};

/// The answer to a call.
pub(super) type Answer = Result<Response<Deposited>, Status>;

/// Answers the calls of both versions. Clones share the service.
#[derive(Clone)]
pub(super) struct Facade {
    service: Service,
}

impl Facade {
    /// Through this service.
    pub(super) const fn new(service: Service) -> Self {
        Self { service }
    }

    /// The call of a request, and its message, which is that of the method of this full name.
    pub(super) async fn decode<T: Message + Default + 'static>(
        &self,
        request: Request<Undecoded<T>>,
        method: &str,
    ) -> Result<(Call, T), Status> {
        let (call, message) = Call::of(&request)?;
        let undecoded = request.into_inner();
        let (shape, format) = (shape(&format!("{method}Request")), call.context.form.format);
        let decoded = undecoded.decode(message, &shape, format, self.service.compute()).await?;
        Ok((call, decoded))
    }

    /// Answers a request of this method by what `write` makes of what was found, on the pool.
    pub(super) async fn answer(
        &self,
        call: Call,
        method: &str,
        ask: Ask,
        write: impl FnOnce(&Found<'_>) -> Result<Encoded, Status> + Send + 'static,
    ) -> Answer {
        let features = ask.features;
        let Reading { document, prepared, encoding } = ask.read(self.service.limits());
        let (deadline, held) = (call.context.deadline, call.held.clone());
        let document_call = DocumentCall { kind: Kind::Single, deadline, held };
        let (shape, form) = (shape(&format!("{method}Response")), call.context.answers());
        let written = move |analysis: &Analysis| {
            let answer = write(&Found::new(analysis, encoding, features))?;
            Ok::<_, Status>(encode(&answer, &shape, form))
        };
        let answer = self.service.answer(document_call, document, &prepared, written).await??;
        Ok(call.answer(answer))
    }
}

/// The answer to the call of a method that Google has and we have not.
pub(super) fn not_offered() -> Answer {
    Err(Failure::MethodNotOffered.status())
}
