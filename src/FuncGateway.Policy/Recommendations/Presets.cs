namespace FuncGateway.Policies.Recommendations;

/// <summary>The names of the presets.</summary>
public static class Presets
{
    public static string NameOf(Preset preset) => preset switch
    {
        Preset.Recommended => "recommended",
        Preset.Strict => "strict",
        _ => "read-only",
    };

    public static bool TryParse(string? name, out Preset preset)
    {
        (preset, var isKnown) = name switch
        {
            "read-only" => (Preset.ReadOnly, true),
            "recommended" => (Preset.Recommended, true),
            "strict" => (Preset.Strict, true),
            _ => (Preset.ReadOnly, false),
        };
        return isKnown;
    }
}
