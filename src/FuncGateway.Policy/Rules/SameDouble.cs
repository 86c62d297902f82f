using System.Text.Json;
using FuncGateway.Policies.Arguments;

namespace FuncGateway.Policies.Rules;

/// <summary>How messages speak of a number that differs from the one in the policy, but not for a server that reads doubles.</summary>
internal static class SameDouble
{
    public const string Accepted = ", with numbers that also differ from the rule's in double precision if they differ at all";

    public static string Found(in ArgumentValue value) =>
        $"a number {(value.Kind == JsonTokenType.Number ? "" : $"in {value.KindName} ")}that differs from the rule's only beyond double precision";
}
