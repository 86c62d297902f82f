using System.Diagnostics;
using System.Globalization;
using FuncGateway.LocalHost;
using FuncGateway.LocalHost.Azurite;

namespace FuncGateway.Bench.Targets;

/// <summary>What was measured of a cold start.</summary>
/// <param name="Seconds">From the start of the process to its first answered call.</param>
/// <param name="MegaBytes">Resident memory of the process right after.</param>
public sealed record ColdStartFigures(double Seconds, double MegaBytes);

/// <summary>
/// Starts a host and asks it until it answers. The first call is one without a token: it goes through the whole host up to the identification,
/// and needs no set-up of the host that is measured.
/// </summary>
public static class ColdStart
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);

    public static async Task<int> PrintAsync(string[] args)
    {
        var command = After(args, "--command");
        var figures = command is null ? await MeasureAsync(3) : await RunAsync(command.Split(' '), new Uri(After(args, "--url") ?? LocalHostApp.DefaultUrl));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first answered call after {figures.Seconds:0.00} s, {figures.MegaBytes:0} MB resident"));
        return 0;
    }

    /// <summary>The median of several starts of LocalHost on an Azurite that runs already.</summary>
    public static async Task<ColdStartFigures> MeasureAsync(int starts)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteInstall(Console.WriteLine, TimeProvider.System), new AzuriteOptions { AllServices = true }, TimeProvider.System, CancellationToken.None);
        var folder = Directory.CreateTempSubdirectory("cold");
        var url = new Uri("http://127.0.0.1:7079");
        var figures = new List<ColdStartFigures>();
        while (figures.Count < starts)
        {
            figures.Add(await RunAsync(
                ["dotnet", typeof(LocalHostApp).Assembly.Location, "serve", $"--urls={url}", $"--AzureWebJobsStorage={azurite.ConnectionString}", $"--FuncGateway:DataFolder={folder.FullName}", "--Logging:LogLevel:Default=None"],
                url));
        }

        folder.Delete(recursive: true);
        return figures.OrderBy(each => each.Seconds).ElementAt(starts / 2);
    }

    private static async Task<ColdStartFigures> RunAsync(string[] command, Uri url)
    {
        var watch = Stopwatch.StartNew();
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true };
        foreach (var argument in command[1..])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new IOException($"'{command[0]}' did not start.");
        process.BeginOutputReadLine();
        try
        {
            await FirstAnswerAsync(url, watch);
            process.Refresh();
            return new ColdStartFigures(watch.Elapsed.TotalSeconds, process.WorkingSet64 / 1e6);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private static async Task FirstAnswerAsync(Uri url, Stopwatch watch)
    {
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await http.PostAsync(new Uri(url, "/mcp/any"), new StringContent("{}"));
                if ((int)answer.StatusCode == 401)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (watch.Elapsed < StartTimeout)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
            }
        }
    }

    private static string? After(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
