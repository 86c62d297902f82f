import { Name } from "../../parts/json";
import { entriesOf, isObject, type Json } from "../../parts/json-values";

const worthListing = 8;
const mostListed = 100;

/** The names of many arguments before their values, so that no value can push one out of sight. */
export function Names({ of: value }: { of: Json | undefined }) {
  const names = isObject(value) ? entriesOf(value).map(([name]) => name) : [];
  if (names.length <= worthListing) {
    return null;
  }
  return (
    <p class="names">
      {names.length.toLocaleString("en")} arguments:{" "}
      {names.slice(0, mostListed).map((name, index) => (
        <span key={name}>
          {index > 0 && ", "}
          <code>
            <Name value={name} fold={40} isCut />
          </code>
        </span>
      ))}
      {names.length > mostListed && ` and ${(names.length - mostListed).toLocaleString("en")} more`}
    </p>
  );
}
