using System.Diagnostics;
using System.Security.Cryptography;
using FuncGateway.LocalHost.Terminal;

namespace FuncGateway.LocalHost.Node;

/// <summary>Installs the packages of a folder's package-lock.json once, even if several processes request it at the same time.</summary>
/// <param name="folder">The folder that contains package.json and package-lock.json.</param>
/// <param name="purpose">What is installed, such as "Azurite", for messages.</param>
/// <param name="progress">Receives progress messages, one line at a time.</param>
internal sealed class NpmInstall(string folder, string purpose, Action<string> progress, TimeProvider time)
{
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(200);

    public string Folder { get; } = folder;

    // Inside node_modules, which npm removes before installing, so an interrupted installation has no stamp.
    private string Stamp => Path.Combine(Folder, "node_modules", ".installed");

    private string LockFile => Path.Combine(Folder, "package-lock.json");

    /// <exception cref="NodeSetupException">Node.js or npm is missing or too old, or npm failed.</exception>
    public async Task<NodeTools> EnsureAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(LockFile))
        {
            throw new NodeSetupException($"{purpose} is installed from {LockFile}, but that file does not exist. Run from a checkout of the repository.");
        }

        var tools = await NodeTools.FindAsync(purpose, cancellationToken);
        var wanted = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(LockFile, cancellationToken)));
        if (!IsInstalled(wanted))
        {
            await using var turn = await TakeTurnAsync(cancellationToken);
            if (!IsInstalled(wanted))
            {
                progress($"Installing {purpose} with npm, once; this takes about half a minute …");
                using var waiting = new Progress($"Installing {purpose.TrimEnd(',')}", progress, time);
                await RunAsync(tools, cancellationToken);
                Directory.CreateDirectory(Path.Combine(Folder, "node_modules"));
                await File.WriteAllTextAsync(Stamp, wanted, cancellationToken);
                progress($"Installed {purpose.TrimEnd(',')}.");
            }
        }

        return tools;
    }

    private bool IsInstalled(string wanted) => File.Exists(Stamp) && File.ReadAllText(Stamp) == wanted;

    // The operating system releases the lock when its holder ends, so an interrupted installation does not block others.
    private async Task<FileStream> TakeTurnAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder, ".install.lock");
        var told = false;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (UnauthorizedAccessException e)
            {
                throw new NodeSetupException($"{purpose} must be installed in {Folder}, which is not writable: {e.Message} Make it writable, or run 'npm ci' there.", e);
            }
            catch (IOException) when (File.Exists(path))
            {
                if (!told)
                {
                    progress($"Waiting for another process that is installing {purpose} and has locked {path} …");
                    told = true;
                }

                await Task.Delay(LockRetry, time, cancellationToken);
            }
        }
    }

    private async Task RunAsync(NodeTools tools, CancellationToken cancellationToken)
    {
        // Without a network, npm would by default try for more than a minute.
        var start = new ProcessStartInfo(tools.Npm, ["ci", "--no-audit", "--no-fund", "--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var npm = Process.Start(start) ?? throw new NodeSetupException($"'{tools.Npm} ci' could not be started in {Folder}.");
        try
        {
            var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = npm.StandardError.ReadToEndAsync(cancellationToken);
            await npm.WaitForExitAsync(cancellationToken);
            await output;
            if (npm.ExitCode != 0)
            {
                throw new NodeSetupException($"{purpose} cannot be installed in {Folder}: {NpmFailure.Explain(await errors, npm.ExitCode)}");
            }
        }
        finally
        {
            if (!npm.HasExited)
            {
                npm.Kill(entireProcessTree: true);
            }
        }
    }
}
