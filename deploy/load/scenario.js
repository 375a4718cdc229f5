// Calls at a rate of its own, however fast they are answered: a ramp, a plateau below what the server
// can do, a spike far above it, and calm again. Run by load.sh, which tells the variables, after
// calibrate.js.
import { begin, call, common, number, PATIENCE, thresholds } from './calls.js';

const calibration = JSON.parse(open(`${__ENV.REPORT}/calibration.json`));
const plateau = number('PLATEAU_RATE', 0.6 * calibration.calls_per_second);
const spike = number('SPIKE_RATE', 3 * calibration.calls_per_second);
// How many times as long as for one caller the slowest hundredth may take.
const slowest = number('SLOWDOWN', 5) * calibration.alone_p99_ms;
const MOST_CALLERS = number('MOST_CALLERS', 100);

// k6 takes whole numbers only: calls in ten seconds are exact enough.
const rate = (perSecond) => Math.max(1, Math.round(perSecond * 10));
// From a rate through [seconds, rate]...
const phase = (from, ...stages) => ({
  seconds: stages.reduce((sum, [seconds]) => sum + seconds, 0),
  options: {
    executor: 'ramping-arrival-rate',
    exec: 'calls',
    timeUnit: '10s',
    startRate: rate(from),
    preAllocatedVUs: MOST_CALLERS,
    maxVUs: MOST_CALLERS,
    gracefulStop: `${PATIENCE + 1}s`,
    stages: stages.map(([seconds, to]) => ({ duration: `${seconds}s`, target: rate(to) })),
  },
});
const phases = {
  ramp: phase(plateau / 10, [number('RAMP_SECONDS', 8), plateau]),
  plateau: phase(plateau, [number('PLATEAU_SECONDS', 14), plateau]),
  // It takes a second to get there, and one to get back.
  spike: phase(plateau, [1, spike], [number('SPIKE_SECONDS', 8), spike], [1, plateau]),
  calm: phase(plateau, [number('CALM_SECONDS', 14), plateau]),
};

const scenarios = {};
let start = 0;
for (const [name, { seconds, options: scenario }] of Object.entries(phases)) {
  scenarios[name] = { ...scenario, startTime: `${start}s` };
  start += seconds;
}

const limits = { ...thresholds };
for (const name of ['ramp', 'plateau', 'calm']) {
  limits[`calls_refused{scenario:${name}}`] = ['rate<0.01'];
  limits[`calls_OK{scenario:${name}}`] = ['count>0'];
  // Calls that k6 had to leave out, because all of its callers were waiting for answers.
  limits[`dropped_iterations{scenario:${name}}`] = [`count<${Math.ceil(0.01 * plateau * phases[name].seconds)}`];
}
for (const name of ['plateau', 'calm']) {
  limits[`grpc_req_duration{scenario:${name},status:0}`] = [`p(99)<${slowest.toFixed(1)}`];
}

export const options = { ...common, scenarios, thresholds: limits };

export function setup() {
  begin();
}

export function calls() {
  call();
}
