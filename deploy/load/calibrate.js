// What this server does on this machine: how fast it answers one caller, and how many calls a second
// it answers when several callers never pause. Writes both to $REPORT/calibration.json, from which
// scenario.js takes its rates and limits. Run by load.sh, which tells the variables.
import { sleep } from 'k6';
import exec from 'k6/execution';
import { Counter } from 'k6/metrics';
import { begin, call, common, number, thresholds } from './calls.js';

const ALONE_SECONDS = number('ALONE_SECONDS', 4);
const TOGETHER_SECONDS = number('TOGETHER_SECONDS', 6);
const CALLERS = number('CALLERS', 16);
// What is answered OK, in the first scenario.
const ALONE = 'grpc_req_duration{scenario:alone,status:0}';

export const options = {
  ...common,
  scenarios: {
    alone: {
      executor: 'constant-vus',
      exec: 'alone',
      vus: 1,
      duration: `${ALONE_SECONDS}s`,
    },
    together: {
      executor: 'constant-vus',
      exec: 'together',
      vus: CALLERS,
      startTime: `${ALONE_SECONDS + 1}s`,
      duration: `${TOGETHER_SECONDS}s`,
    },
  },
  thresholds: {
    ...thresholds,
    // Without a limit on it k6 would not tell it apart.
    [ALONE]: ['max>0'],
  },
};

const answered = new Counter('answered_in_time');

export function setup() {
  begin();
}

export function alone() {
  call();
}

export function together() {
  if (!call()) {
    // There are more callers than it takes; one that came back at once would only disturb.
    sleep(0.1);
  } else if (exec.scenario.progress < 1) {
    answered.add(1);
  }
}

export function handleSummary(data) {
  const { metrics } = data;
  const failed = Object.values(metrics)
    .flatMap((metric) => Object.values(metric.thresholds || {}))
    .some((threshold) => !threshold.ok);
  if (failed || !metrics.answered_in_time) {
    return { stderr: 'The calibration failed: there were errors, or no answers.\n' };
  }
  const calibration = {
    calls_per_second: metrics.answered_in_time.values.count / TOGETHER_SECONDS,
    callers: CALLERS,
    alone_p50_ms: metrics[ALONE].values.med,
    alone_p99_ms: metrics[ALONE].values['p(99)'],
  };
  return {
    [`${__ENV.REPORT}/calibration.json`]: `${JSON.stringify(calibration, null, 2)}\n`,
    stdout:
      `calibration: ${calibration.calls_per_second.toFixed(1)} calls/s for ${CALLERS} callers; ` +
      `one alone is answered in ${calibration.alone_p50_ms.toFixed(1)} ms (p50), ` +
      `${calibration.alone_p99_ms.toFixed(1)} ms (p99)\n`,
  };
}
