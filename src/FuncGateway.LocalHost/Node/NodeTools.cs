using System.ComponentModel;
using System.Diagnostics;

namespace FuncGateway.LocalHost.Node;

/// <summary>The Node.js and npm found on the PATH.</summary>
internal sealed record NodeTools(string Node, string Npm, Version Version)
{
    /// <summary>The oldest Node.js that everything in this repository runs on.</summary>
    public const int MinMajor = 20;

    private const string Advice = "Install Node.js 20 or later, which brings npm (https://nodejs.org), and make sure that both are on the PATH";

    /// <param name="purpose">What Node.js is needed for, such as "Azurite", for messages.</param>
    /// <exception cref="NodeSetupException">Node.js or npm is missing, or Node.js is too old.</exception>
    public static async Task<NodeTools> FindAsync(string purpose, CancellationToken cancellationToken)
    {
        var node = FindOnPath("node") ?? throw new NodeSetupException($"{purpose} needs Node.js, but there is no 'node' on the PATH. {Advice}.");
        var npm = FindOnPath("npm") ?? throw new NodeSetupException($"{purpose} needs npm, but there is no 'npm' on the PATH ('node' is at {node}). {Advice}.");
        var version = await ReadVersionAsync(node, cancellationToken);
        return version.Major >= MinMajor
            ? new NodeTools(node, npm, version)
            : throw new NodeSetupException($"{purpose} needs Node.js {MinMajor} or later, but {node} is {version}. {Advice}.");
    }

    public static async Task<Version> ReadVersionAsync(string node, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(node, "--version") { RedirectStandardOutput = true })
                ?? throw new NodeSetupException($"'{node} --version' could not be started. {Advice}.");
            var text = (await process.StandardOutput.ReadToEndAsync(cancellationToken)).Trim();
            await process.WaitForExitAsync(cancellationToken);
            return Version.TryParse(text.TrimStart('v'), out var version)
                ? version
                : throw new NodeSetupException($"'{node} --version' printed '{text}', not a version like v22.1.0. {Advice}.");
        }
        catch (Win32Exception e)
        {
            throw new NodeSetupException($"'{node} --version' could not be started: {e.Message}. {Advice}.", e);
        }
    }

    private static string? FindOnPath(string command)
    {
        string[] names = OperatingSystem.IsWindows() ? [$"{command}.exe", $"{command}.cmd"] : [command];
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }
}

/// <summary>A Node.js tool cannot be run. The message is meant for the console and says what to do.</summary>
internal sealed class NodeSetupException : Exception
{
    public NodeSetupException()
    {
    }

    public NodeSetupException(string message) : base(message)
    {
    }

    public NodeSetupException(string message, Exception inner) : base(message, inner)
    {
    }
}
