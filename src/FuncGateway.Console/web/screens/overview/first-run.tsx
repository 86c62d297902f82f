import { type FirstStepsDone, firstSteps } from "../../parts/first-steps";

/** Leads to the first steps until an agent has made an allowed call. */
export function FirstRun({ done }: { done: FirstStepsDone }) {
  return (
    <section class="card first-run" aria-labelledby="first-run">
      <h2 id="first-run">No agent has made an allowed call yet</h2>
      <ol>
        {firstSteps.map(([key, label]) => (
          <li key={key}>
            {label}
            {done[key] && (
              <>
                {" "}
                <span class="badge good">
                  <span aria-hidden="true">✓</span> done
                </span>
              </>
            )}
          </li>
        ))}
      </ol>
      <p>
        <a class="button main" href="/ui/start">
          {Object.values(done).some(Boolean) ? "Continue" : "Start"}
        </a>
      </p>
    </section>
  );
}
