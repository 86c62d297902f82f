import { Text } from "./text";

interface PolicyLinkProps {
  server: string;
  policy: string;
  /** The one that decided; null if it is not known. */
  revision: number | null | undefined;
}

/** The policy that decided a call, and its revision as it was then. */
export function PolicyLink({ server, policy, revision }: PolicyLinkProps) {
  const editor = `/ui/servers/${encodeURIComponent(server)}/policies/${encodeURIComponent(policy)}`;
  return (
    <>
      <a href={editor}>
        <Text value={policy} fold={80} isCut />
      </a>
      {revision && (
        <>
          , <a href={`${editor}?revision=${revision}`}>revision {revision}</a>
        </>
      )}
    </>
  );
}
