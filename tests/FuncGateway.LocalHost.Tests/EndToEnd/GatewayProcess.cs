using System.Collections.Concurrent;
using System.Diagnostics;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>A <see cref="LocalGateway"/> as a process of its own, the way a person starts it, that can be killed. Those of one test share their keys.</summary>
public sealed class GatewayProcess : IAsyncDisposable
{
    public const string AdminKey = "test-admin-key-0123456789-test-admin-key";
    private const string ApprovalKey = "Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";
    private const string SessionKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private const string NoStorage = "does not answer";
    private const int MaxStarts = 3;

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly ConcurrentQueue<string?> _errors;
    private volatile bool _isKilled;

    private GatewayProcess(Process process, DirectoryInfo folder, ConcurrentQueue<string?> errors, Uri url)
    {
        _process = process;
        _folder = folder;
        _errors = errors;
        Url = url;
    }

    public Uri Url { get; }

    public bool HasExited => _process.HasExited;

    public static async Task<GatewayProcess> StartAsync(AzuriteFixture azurite, params string[] settings)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnceAsync(azurite, settings);
            }
            catch (InvalidOperationException e) when (attempt < MaxStarts && e.Message.Contains(NoStorage, StringComparison.Ordinal))
            {
                // The emulator of a busy machine may not answer in time. A person would start the gateway again.
            }
        }
    }

    /// <summary>As <c>kill -9</c>: nothing is finished, nothing is handed back.</summary>
    public void Kill()
    {
        _isKilled |= !_process.HasExited;
        Kill(_process);
    }

    /// <exception cref="InvalidOperationException">It had ended before it was killed.</exception>
    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
        var exitCode = _process.ExitCode;
        _process.Dispose();
        _folder.Delete(recursive: true);
        if (!_isKilled)
        {
            throw new InvalidOperationException($"The gateway ended by itself with {exitCode}: {string.Join('\n', _errors)}");
        }
    }

    private static async Task<GatewayProcess> StartOnceAsync(AzuriteFixture azurite, string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("gateway");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            typeof(LocalHostApp).Assembly.Location, "serve", .. LocalGateway.Arguments(azurite, folder),
            $"--FuncGateway:AdminKey={AdminKey}", $"--FuncGateway:SessionKey={SessionKey}", $"--FuncGateway:Approvals:EncryptionKey={ApprovalKey}", .. settings,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("The gateway did not start.");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Kill(process);
        var errors = new ConcurrentQueue<string?>();
        process.ErrorDataReceived += (_, line) => errors.Enqueue(line.Data);
        process.BeginErrorReadLine();
        if (await FindUrlAsync(process) is { } url)
        {
            return new GatewayProcess(process, folder, errors, url);
        }

        await process.WaitForExitAsync();
        folder.Delete(recursive: true);
        throw new InvalidOperationException($"The gateway ended with {process.ExitCode} before it listened: {string.Join('\n', errors)}");
    }

    private static async Task<Uri?> FindUrlAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("FuncGateway ", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new Uri(line.Split("  ")[1]);
            }
        }

        return null;
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }
}
