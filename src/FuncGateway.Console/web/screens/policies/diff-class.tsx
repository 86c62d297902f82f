import { Badge } from "../../parts/badges";
import { Text } from "../../parts/text";
import { type Diff, diffMarks, diffSum } from "./use-diff";

const most = 20;

/** What a text does to access, in a word and a sentence, with the reasons if that is not known for every request. */
export function DiffClass({ diff }: { diff: Diff }) {
  const { notDecided } = diff;
  return (
    <>
      <p>
        <Badge {...diffMarks[diff.result]} /> {diffSum(diff)}
      </p>
      {notDecided.length > 0 && (
        <>
          <p>Not compared:</p>
          <ul>
            {notDecided.slice(0, most).map((part, index) => (
              <li key={index}>
                {part.subject} <Text value={part.name} fold={80} />
                {part.rule !== "" && (
                  <>
                    , <code>{<Text value={part.rule} fold={200} />}</code>
                  </>
                )}
                , because <Text value={part.why} fold={400} />
              </li>
            ))}
          </ul>
          {notDecided.length > most && <p class="hint">And {notDecided.length - most} more.</p>}
        </>
      )}
    </>
  );
}
