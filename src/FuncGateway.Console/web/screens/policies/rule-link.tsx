import { Text } from "../../parts/text";

interface RuleLinkProps {
  /** JSON Pointer into the text, or a name in brackets. */
  rule: string;
  onShow: (pointer: string) => void;
}

/** A rule of the text in the editor, with a way to it. */
export function RuleLink({ rule, onShow }: RuleLinkProps) {
  return (
    <>
      <code>
        <Text value={rule} fold={200} />
      </code>{" "}
      {rule.startsWith("/") && (
        <button type="button" class="fold" onClick={() => onShow(rule)}>
          Show in the JSON{" "}
          <span class="unseen">
            <Text value={rule} fold={200} isCut />
          </span>
        </button>
      )}
    </>
  );
}
