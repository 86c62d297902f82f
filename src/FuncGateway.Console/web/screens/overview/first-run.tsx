import type { Overview } from ".";

const steps = [
  ["server", "Add a server"],
  ["scanned", "See its tools"],
  ["policy", "Choose a policy"],
  ["grant", "Create a grant"],
  ["called", "First allowed call"],
] as const;

/** Leads to the first steps until an agent has made an allowed call. */
export function FirstRun({ steps: done }: { steps: Overview["steps"] }) {
  return (
    <section class="card first-run" aria-labelledby="first-run">
      <h2 id="first-run">No agent has made an allowed call yet</h2>
      <ol>
        {steps.map(([key, label]) => (
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
