//! Does many things at a time and gives their results in order.

use anyhow::{Context, Result};
use futures_util::{TryStreamExt, stream::try_unfold};
use std::future::ready;

/// Takes inputs from `next` until it has no more, works on up to `parallel` of them at a time, and
/// hands the outputs to `emit` in the order of the inputs, each as soon as it can be. Reading goes on
/// meanwhile, and is never broken off halfway.
///
/// # Errors
/// The first that `next` or `emit` returns.
pub(super) async fn in_order<Input, Output, Work>(
    parallel: usize,
    next: impl AsyncFnMut() -> Result<Option<Input>>,
    work: impl Fn(Input) -> Work,
    mut emit: impl FnMut(Output) -> Result<()>,
) -> Result<()>
where
    Work: Future<Output = Output> + Send + 'static,
    Output: Send + 'static,
{
    let inputs = try_unfold(next, async |mut next| Ok(next().await?.map(|input| (input, next))));
    let running = inputs.map_ok(|input| {
        let task = tokio::spawn(work(input));
        async { task.await.context("a task failed") }
    });
    running.try_buffered(parallel).try_for_each(|output| ready(emit(output))).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        sync::{
            Arc,
            atomic::{AtomicUsize, Ordering::SeqCst},
        },
        time::Duration,
    };

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

    #[tokio::test(start_paused = true)]
    async fn emits_what_is_done_while_it_waits_for_more() {
        let (sender, mut inputs) = tokio::sync::mpsc::channel(1);
        let (outputs, mut emitted) = tokio::sync::mpsc::unbounded_channel();
        let emit = move |output| Ok(outputs.send(output)?);
        let work = |input: u64| std::future::ready(input);
        let all = in_order(2, async || Ok(inputs.recv().await), work, emit);
        let talk = async move {
            for input in 0..3 {
                sender.send(input).await.expect("a reader");
                assert_eq!(emitted.recv().await, Some(input));
            }
        };
        tokio::join!(async { all.await.expect("no errors") }, talk);
    }

    #[tokio::test(start_paused = true)]
    async fn works_on_no_more_than_it_may() {
        let running = Arc::new(AtomicUsize::new(0));
        let mut inputs = 0..10;
        let work = |_| {
            let running = Arc::clone(&running);
            async move {
                let others = running.fetch_add(1, SeqCst);
                tokio::time::sleep(Duration::from_millis(10)).await;
                running.fetch_sub(1, SeqCst);
                others + 1
            }
        };
        let mut most = 0;
        let emit = |running| {
            most = most.max(running);
            Ok(())
        };
        in_order(3, async || Ok(inputs.next()), work, emit).await.expect("no errors");
        assert_eq!(most, 3);
    }

    #[tokio::test]
    async fn the_first_error_ends_it() {
        let mut inputs = [Ok(Some(1)), Err(anyhow::anyhow!("unreadable"))].into_iter();
        let next = async || inputs.next().expect("nothing is read after an error");
        let error = in_order(2, next, std::future::ready, |_| Ok(())).await;
        assert_eq!(error.expect_err("an error").to_string(), "unreadable");
    }
}
