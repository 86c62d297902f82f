using System.Text.Json;
using FuncGateway.Policies.Analysis.Diffs;

namespace FuncGateway.Admin.Policies;

/// <summary>A request that shows something about a policy.</summary>
/// <param name="Name">The tool, URI or prompt.</param>
/// <param name="Arguments">Its arguments; null if they are too long to show.</param>
/// <param name="Bytes">The length of the arguments as JSON.</param>
internal sealed record WitnessView(string Name, JsonElement? Arguments, int Bytes)
{
    private const int MaxBytes = 8 * 1_024;

    public static WitnessView? Of(Witness? witness)
    {
        if (witness is null)
        {
            return null;
        }

        using var arguments = witness.Arguments.Length is > 0 and <= MaxBytes ? JsonDocument.Parse(witness.Arguments) : null;
        return new(witness.Name, arguments?.RootElement.Clone(), witness.Arguments.Length);
    }
}
