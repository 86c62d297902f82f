import { Text } from "../../parts/text";

interface AccessListProps {
  access: readonly { server: string; policy: string | null }[];
}

/** The servers that a grant reaches, each with the policy that decides there. */
export function AccessList({ access }: AccessListProps) {
  return (
    <ul class="plain">
      {access.map(({ server, policy }) => (
        <li key={server}>
          <a href={`/ui/servers/${encodeURIComponent(server)}`}>
            <Text value={server} isCut />
          </a>
          {": "}
          <PolicyLink server={server} policy={policy} />
        </li>
      ))}
    </ul>
  );
}

function PolicyLink({ server, policy }: { server: string; policy: string | null }) {
  if (policy === null) {
    return <span>no policy, every call is denied</span>;
  }
  return (
    <a href={`/ui/servers/${encodeURIComponent(server)}/policies/${encodeURIComponent(policy)}`}>
      <Text value={policy} isCut />
    </a>
  );
}
