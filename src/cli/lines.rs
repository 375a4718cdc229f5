//! Answers to lines of requests.

use super::{
    archive::Responses,
    backend::Backend,
    order::in_order,
    requests::Requests,
    room::{Room, Share},
};
use crate::{
    config::View,
    server::{copydesk_v1::json::Json, status::Failure},
};
use anyhow::Result;
use std::io::Write;
use tonic::Status;

/// Answers each line of the requests with a line, in order. A bad line is answered too: only files
/// that cannot be read or written fail, and a broken pipe.
///
/// # Errors
/// The first of these.
pub(super) async fn lines(
    backend: Backend,
    view: &View,
    parallel: usize,
    room: &Room,
) -> Result<()> {
    let mut responses = match &view.responses {
        None => None,
        Some(path) => match Responses::open(path)? {
            None => return Ok(()),
            opened => opened,
        },
    };
    let mut skip = responses.as_ref().map_or(0, |responses| responses.done);
    let json = Json::new();
    let mut requests = Requests::open(view.requests.as_deref(), room.longest()).await?;
    let next = async || {
        while skip > 0 && requests.next().await?.is_some() {
            skip -= 1;
        }
        let Some(line) = requests.next().await? else { return Ok(None) };
        Ok(Some(match line {
            Ok(line) => room.share(line.len()).await.map(|share| (line, share)),
            Err(_) => Err(room.too_long()),
        }))
    };
    let work = |line| answered(backend.clone(), json.clone(), line);
    let mut output = std::io::stdout();
    let emit = |(line, _share): (String, Option<Share>)| match &mut responses {
        Some(responses) => responses.write(&(line + "\n")),
        None => {
            output.write_all((line + "\n").as_bytes())?;
            Ok(output.flush()?)
        }
    };
    in_order(2 * parallel, next, work, emit).await?;
    responses.map_or(Ok(()), Responses::finish)
}

/// The answer to a line that there is room for, or what is wrong with it; and its share of the room,
/// which is held until the answer is written.
async fn answered(
    backend: Backend,
    json: Json,
    line: Result<(Vec<u8>, Share), Status>,
) -> (String, Option<Share>) {
    match line {
        Ok((line, share)) => (answer_line(backend, json, line).await, Some(share)),
        Err(status) => (json.error(&status), None),
    }
}

/// The answer to a line, or what is wrong with it.
async fn answer_line(backend: Backend, json: Json, line: Vec<u8>) -> String {
    let answer = async {
        let text = std::str::from_utf8(&line);
        let text = text.map_err(|_| Failure::MalformedMessage.status())?;
        backend.analyze(json.request(text)?).await
    };
    match answer.await {
        Ok(response) => json.response(&response),
        Err(status) => json.error(&status),
    }
}
