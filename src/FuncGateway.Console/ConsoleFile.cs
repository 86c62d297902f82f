using System.IO.Compression;

namespace FuncGateway.WebConsole;

/// <summary>A file of the web console.</summary>
/// <param name="Content">As it is.</param>
/// <param name="Gzip">The same, compressed with gzip.</param>
public sealed record ConsoleFile(string ContentType, ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> Gzip)
{
    internal static ConsoleFile Read(string name)
    {
        using var resource = typeof(ConsoleFile).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"There is no embedded file '{name}'.");
        using var content = new MemoryStream();
        resource.CopyTo(content);
        return new(TypeOf(name), content.ToArray(), Compress(content.ToArray()));
    }

    private static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    };
}
