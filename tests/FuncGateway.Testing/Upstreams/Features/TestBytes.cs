namespace FuncGateway.Testing.Upstreams.Features;

/// <summary>Minimal files of several formats.</summary>
internal static class TestBytes
{
    /// <summary>One pixel.</summary>
    public static byte[] Png { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==");

    /// <summary>One silent sample, 8 kHz, 8 bit, mono.</summary>
    public static byte[] Wav { get; } =
    [
        .. "RIFF"u8, 37, 0, 0, 0, .. "WAVE"u8,
        .. "fmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x40, 0x1F, 0, 0, 1, 0, 8, 0,
        .. "data"u8, 1, 0, 0, 0, 0x80,
    ];
}
