// Calls at a rate of its own, however fast they are answered: a ramp, a plateau below what the server
// can do, a spike far above it, a short recovery, and calm again. Run by load.sh, which tells the variables, after
// calibrate.js.
import { sleep } from 'k6';
import exec from 'k6/execution';
import { begin, call, common, number, PATIENCE, thresholds } from './calls.js';

const calibration = JSON.parse(open(`${__ENV.REPORT}/calibration.json`));
const plateau = number('PLATEAU_RATE', 0.6 * calibration.calls_per_second);
const spike = number('SPIKE_RATE', 3 * calibration.calls_per_second);
// The slowest hundredth may take so many times as long as for one caller.
const slowest = number('SLOWDOWN', 5) * calibration.alone_p99_ms;
const MOST_CALLERS = number('MOST_CALLERS', 100);

// Each with what it consists of: [seconds, rate at their end].
const phases = {
  ramp: [[number('RAMP_SECONDS', 8), plateau]],
  plateau: [[number('PLATEAU_SECONDS', 14), plateau]],
  // It takes a second to get there, and one to get back.
  spike: [[1, spike], [number('SPIKE_SECONDS', 8), spike], [1, plateau]],
  // What waits then is worked off beside what comes.
  recovery: [[number('RECOVERY_SECONDS', 2), plateau]],
  calm: [[number('CALM_SECONDS', 14), plateau]],
};
const length = (stages) => stages.reduce((sum, [seconds]) => sum + seconds, 0);

// k6 takes whole numbers only: calls in ten seconds are exact enough.
const rate = (perSecond) => Math.max(1, Math.round(perSecond * 10));

const limits = { ...thresholds };
for (const name of ['ramp', 'plateau', 'calm']) {
  limits[`calls_refused{phase:${name}}`] = ['rate<0.01'];
}
for (const name of ['plateau', 'calm']) {
  limits[`grpc_req_duration{phase:${name},status:0}`] = [`p(99)<${slowest.toFixed(1)}`];
  // Else there were too few callers, since each waited for its answer, or too slow ones.
  limits[`calls_OK{phase:${name}}`] = [`count>${Math.floor(0.97 * plateau * length(phases[name]))}`];
}

export const options = {
  ...common,
  scenarios: {
    // One for all phases: those of several would each have callers, and so connections, of its own.
    load: {
      executor: 'ramping-arrival-rate',
      timeUnit: '10s',
      startRate: rate(plateau / 10),
      preAllocatedVUs: MOST_CALLERS,
      maxVUs: MOST_CALLERS,
      gracefulStop: `${PATIENCE + 1}s`,
      stages: Object.values(phases)
        .flat()
        .map(([seconds, to]) => ({ duration: `${seconds}s`, target: rate(to) })),
    },
  },
  thresholds: limits,
};

// The phase at a time since the begin [s].
function phaseAt(time) {
  let end = 0;
  for (const [name, stages] of Object.entries(phases)) {
    end += length(stages);
    if (time < end) {
      return name;
    }
  }
  return 'calm';
}

export function setup() {
  begin();
}

export default function () {
  // k6 begins at even intervals, which never meet at the server as calls of strangers do. Put off by up
  // to ten intervals of the plateau they come almost independently of each other.
  sleep((Math.random() * 10) / plateau);
  exec.vu.metrics.tags.phase = phaseAt((Date.now() - exec.scenario.startTime) / 1000);
  call();
}
