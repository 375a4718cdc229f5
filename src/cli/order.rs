//! Does many things at a time and gives their results in order.

use anyhow::{Context, Result};
use std::{collections::VecDeque, pin::pin};
use tokio::task::JoinHandle;

/// Takes inputs from `next` until it has no more, works on up to `parallel` of them at a time, and
/// hands the outputs to `emit` in the order of the inputs, each as soon as it can be.
///
/// # Errors
/// The first that `next` or `emit` returns.
pub(super) async fn in_order<Input, Output, Work>(
    parallel: usize,
    mut next: impl AsyncFnMut() -> Result<Option<Input>>,
    work: impl Fn(Input) -> Work,
    mut emit: impl FnMut(Output) -> Result<()>,
) -> Result<()>
where
    Work: Future<Output = Output> + Send + 'static,
    Output: Send + 'static,
{
    let mut running: VecDeque<JoinHandle<Output>> = VecDeque::new();
    let mut more = true;
    while more {
        // Reading a line must not be broken off halfway: it goes on while results are emitted.
        let mut input = pin!(next());
        loop {
            let full = running.len() >= parallel;
            tokio::select! {
                biased;
                Some(output) = first(&mut running) => emit(output?)?,
                input = &mut input, if !full => {
                    match input? {
                        Some(input) => running.push_back(tokio::spawn(work(input))),
                        None => more = false,
                    }
                    break;
                }
            }
        }
    }
    while let Some(output) = first(&mut running).await {
        emit(output?)?;
    }
    Ok(())
}

/// Waits for the oldest of those running; `None` where nothing runs.
async fn first<Output>(running: &mut VecDeque<JoinHandle<Output>>) -> Option<Result<Output>> {
    let output = running.front_mut()?.await;
    running.pop_front();
    Some(output.context("a task failed"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[tokio::test(start_paused = true)]
    async fn keeps_the_order_whatever_takes_longest() {
        let mut inputs = [30, 10, 20, 0, 5].into_iter();
        let mut outputs = Vec::new();
        let work = |input: u64| async move {
            tokio::time::sleep(Duration::from_millis(input)).await;
            input
        };
        let emit = |output| {
            outputs.push(output);
            Ok(())
        };
        in_order(2, async || Ok(inputs.next()), work, emit).await.expect("no errors");
        assert_eq!(outputs, [30, 10, 20, 0, 5]);
    }
}
