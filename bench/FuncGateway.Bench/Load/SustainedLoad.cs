namespace FuncGateway.Bench.Load;

/// <summary>One way under load for as long as a profiler needs. Prints the process in between, for the profiler to attach to.</summary>
public static class SustainedLoad
{
    /// <param name="name">The name of a way, or the start of one, as in the table of the full run.</param>
    public static async Task<int> RunAsync(string name, string seconds)
    {
        if (!int.TryParse(seconds, out var length) || length < 1)
        {
            Console.Error.WriteLine($"'{seconds}' is not a length. Accepted: a whole number of seconds.");
            return 2;
        }

        await using var scene = await Scene.StartAsync();
        if (scene.Ways.FirstOrDefault(way => way.Way.Name.StartsWith(name, StringComparison.Ordinal)) is not { } measured)
        {
            Console.Error.WriteLine($"There is no way '{name}'. Accepted: {string.Join(", ", scene.Ways.Select(way => $"'{way.Way.Name}'"))}.");
            return 2;
        }

        await Meter.ThroughputAsync(measured.Way, LoadPlan.Connections, TimeSpan.FromSeconds(8));
        Console.WriteLine($"{measured.Way.Name}: process {measured.Process?.Id.ToString() ?? "none"}, under load for {length} s");
        var perSecond = await Meter.ThroughputAsync(measured.Way, LoadPlan.Connections, TimeSpan.FromSeconds(length));
        Console.WriteLine($"{perSecond:N0} calls/s");
        return 0;
    }
}
